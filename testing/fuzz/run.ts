import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz, kinds, type Outcome } from './fuzz.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
    keep: { type: 'string', default: 'data/processed/fuzz' },
  },
});
const chosen = kinds.filter(({ name }) => values.kind === undefined || name === values.kind);
const each = Math.ceil(Number(values.inputs) / chosen.length);
let failures = 0;
for (const kind of chosen) {
  const counts: Record<Outcome['result'], number> = { read: 0, refused: 0, failed: 0 };
  for (let i = 0; i < each; i++) {
    const outcome = await fuzz(kind, Number(values.seed) + i);
    counts[outcome.result]++;
    if (outcome.result === 'failed') await keep(outcome);
  }
  failures += counts.failed;
  console.log(`${kind.name.padEnd(14)} ${counts.read} read, ${counts.refused} refused, ${counts.failed} failed`);
}
process.exitCode = failures > 0 ? 1 : 0;

/** Keeps the files of an input that failed, and says why it did. */
async function keep({ kind, seed, error, files }: Outcome): Promise<void> {
  const folder = join(values.keep, `${kind.replace(' ', '-')}-${seed}`);
  for (const [name, bytes] of Object.entries(files!)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  console.error(`${folder}: ${(error as Error).stack?.slice(0, 2000)}`);
}
