import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { splitLog } from '../../data/index.js';
import { logOf } from '../../testing/log-of.js';
import { writeSplit } from '../files/split-file.js';
import { readTrain } from './read-train.js';

it('the models of a run are given the same log, those of another run or with other settings their own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retail-recsys-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const log = logOf([0, 1, 2, 3, 4, 5].map((time) => ({ visitor: time, item: 1, time })));
  const shares = { kind: 'shares', validation: 0.2, test: 0.2 } as const;
  await writeSplit(folder, splitLog(log, shares), shares);
  const settings = { protocol: 'future', on: 'test', seed: 1 } as const;
  const run = { done: new Map() };
  const train = await readTrain(folder, settings, run);
  expect(train.time.length).toBe(5);
  expect(await readTrain(folder, settings, run)).toBe(train);
  expect(await readTrain(folder, settings, { done: new Map() })).not.toBe(train);
  expect((await readTrain(folder, { ...settings, on: 'validation' }, run)).time.length).toBe(4);
});
