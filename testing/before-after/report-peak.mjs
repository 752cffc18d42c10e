// Loaded into every Node process of a measured command: says at its end how much memory it took at most.
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.REPORT_PEAK;
if (file && isMainThread)
  process.on('exit', () => appendFileSync(file, `${Math.round(process.resourceUsage().maxRSS / 1024)}\n`));
