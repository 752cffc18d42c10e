import { expect, it } from 'vitest';
import { keepingNotes, quiet } from '../../data/index.js';
import { folderOf } from '../folder-of.js';
import { benchTable } from './bench-table.js';
import { findBenchmarks } from './find-benchmarks.js';
import { median } from './median.js';
import { runBenchmark } from './run-benchmark.js';

const tiny = `
  export const tiny = {
    name: 'tiny', unit: 'ms', about: 'nothing', memory: true, times: 3,
    prepare: async ({ log }) => () => { if (log !== 'a folder') throw new Error(log); },
    peer: { script: 'item_knn.py', packages: ['a_package_that_nobody_has'] },
  };`;

it('finds benchmarks, measures each in a process of its own and says how to get a missing peer', async () => {
  const folder = await folderOf({ 'room/tiny.bench.ts': tiny, 'room/other.ts': 'export const other = 1;' });
  const [benchmark, ...others] = await findBenchmarks(folder);
  expect(others).toEqual([]);
  const reporter = keepingNotes('bench', quiet);
  const rows = await runBenchmark(benchmark!, { log: 'a folder' }, 2, reporter);
  expect(JSON.parse(JSON.stringify(rows))).toEqual([
    { name: 'tiny', unit: 'ms', ours: expect.any(Number), peer: null, ratio: null },
    { name: 'tiny-memory', unit: 'MB', ours: expect.any(Number), peer: null, ratio: null },
  ]);
  expect(rows[1]!.ours).toBeGreaterThan(10);
  expect(reporter.notes).toEqual([expect.stringMatching(/^tiny: no peer, .*pip install a_package_that_nobody_has$/)]);
});

it('gives a rate as queries a second', async () => {
  const rate = tiny.replace("'ms'", "'queries/s', count: 5000").replace('memory: true, times: 3', 'times: 1');
  const folder = await folderOf({ 'tiny.bench.ts': rate });
  const [benchmark] = await findBenchmarks(folder);
  const [row] = await runBenchmark(benchmark!, { log: 'a folder' }, 1, quiet);
  expect(row).toMatchObject({ name: 'tiny', unit: 'queries/s', peer: null });
  expect(row!.ours).toBeGreaterThan(5000); // the work takes less than a second
});

it('gives the time of one step, on the clock of the processor where asked, and takes another way of ours as the peer', async () => {
  const waiting = `
    const wait = (ms) => async () => () => new Promise((done) => setTimeout(done, ms));
    export const wall = { name: 'wall', unit: 'ms', about: '', count: 10, prepare: wait(100), peer: { name: 'longer', prepare: wait(400) } };
    export const cpu = { name: 'cpu', unit: 'ms', about: '', clock: 'cpu', prepare: wait(400) };`;
  const folder = await folderOf({ 'waiting.bench.ts': waiting });
  const [wall, cpu] = await findBenchmarks(folder);
  const [passed] = await runBenchmark(wall!, { log: '' }, 1, quiet);
  expect(passed!.ours).toBeGreaterThan(9.9);
  expect(passed!.peer!.name).toBe('longer');
  expect(passed!.peer!.value).toBeGreaterThan(passed!.ours);
  const [taken] = await runBenchmark(cpu!, { log: '' }, 1, quiet);
  expect(taken!.ours).toBeLessThan(399); // waiting takes next to nothing of the processor
});

it('fails where the work fails', async () => {
  const folder = await folderOf({ 'tiny.bench.ts': tiny });
  const [benchmark] = await findBenchmarks(folder);
  await expect(runBenchmark(benchmark!, { log: 'another' }, 1, quiet)).rejects.toThrow('another');
});

it('shows figures and ratio', () => {
  const table = benchTable([{ name: 'x', unit: 's', ours: 1.5, peer: { name: 'y 1.0', value: 3 }, ratio: 0.5 }]);
  for (const text of ['x', '1.50', '3.00', '0.50', 'y 1.0']) expect(table).toContain(text);
});

it('takes the value in the middle', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 2, 9])).toBe(3);
});
