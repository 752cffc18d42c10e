import { pathToFileURL } from 'node:url';
import type { Benchmark, Figures } from './benchmark.js';
import { median } from './median.js';

// A process of its own for each measurement: node --import tsx measure.ts FILE NAME LOG-FOLDER ours|peer
const [file, name, log, side] = process.argv.slice(2) as [string, string, string, 'ours' | 'peer'];
const found = Object.values((await import(pathToFileURL(file).href)) as Record<string, Benchmark>);
const benchmark = found.find((one) => one.name === name)!;
const { clock = 'wall', times = 1, peer } = benchmark;
const { prepare } = side === 'peer' && peer && 'prepare' in peer ? peer : benchmark;

const clocks = {
  wall: () => performance.now() / 1000,
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};
const now = clocks[clock];

const work = await prepare({ log });
const seconds: number[] = [];
for (let time = 0; time < times; time++) {
  const started = now();
  await work();
  seconds.push(now() - started);
}
const figures: Figures = { seconds: median(seconds), peakMemoryMB: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(figures));
