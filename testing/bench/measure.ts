import { pathToFileURL } from 'node:url';
import type { Benchmark, Figures } from './benchmark.js';
import { median } from './median.js';

// A process of its own for each measurement: node --import tsx measure.ts FILE NAME LOG-FOLDER
const [file, name, log] = process.argv.slice(2) as [string, string, string];
const found = Object.values((await import(pathToFileURL(file).href)) as Record<string, Benchmark>);
const { prepare, times = 1 } = found.find((benchmark) => benchmark.name === name)!;
const work = await prepare({ log });
const seconds: number[] = [];
for (let time = 0; time < times; time++) {
  const started = performance.now();
  await work();
  seconds.push((performance.now() - started) / 1000);
}
const figures: Figures = { seconds: median(seconds), peakMemoryMB: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(figures));
