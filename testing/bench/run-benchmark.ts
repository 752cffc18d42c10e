import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Reporter } from '../../data/index.js';
import type { BenchInput, Benchmark, Figures, OwnPeer, Peer, PeerFigures } from './benchmark.js';
import { median } from './median.js';

/** A line of `npm run bench -- --json`. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  /** Medians over the rounds. */
  readonly ours: number;
  readonly peer: { readonly name: string; readonly value: number } | null;
  /** ours / peer: below 1 we need less; of a rate, above 1 we do more. */
  readonly ratio: number | null;
}

/** A benchmark and the file that exports it. */
export interface FoundBenchmark extends Benchmark {
  readonly file: string;
}

/**
 * Measures ours and the peer in turns (A B A B …), each time in a new process that times itself, so that starting it and
 * importing modules do not count, and that a busy machine is busy for both.
 * @param reporter receives a note when the peer cannot be had.
 */
export async function runBenchmark(
  benchmark: FoundBenchmark,
  input: BenchInput,
  rounds: number,
  reporter: Reporter,
): Promise<BenchRow[]> {
  const { peer } = benchmark;
  const missing = peer && 'script' in peer ? await missingPackages(peer.packages) : undefined;
  if (missing) reporter.say(benchmark.name, `no peer, ${missing}`, 'note');
  const own = (side: 'ours' | 'peer') =>
    measure<Figures>(process.execPath, ['--import', 'tsx', runner, benchmark.file, benchmark.name, input.log, side]);
  const other = async (peer: Peer | OwnPeer): Promise<PeerFigures> =>
    'script' in peer
      ? measure<PeerFigures>(python, [join(peers, peer.script), input.log, ...(peer.args ?? [])])
      : { ...(await own('peer')), name: peer.name };
  const ours: Figures[] = [];
  const theirs: PeerFigures[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await own('ours'));
    if (peer && !missing) theirs.push(await other(peer));
  }
  const figure = ({ seconds, count = benchmark.count ?? 1 }: Figures & Pick<PeerFigures, 'count'>) =>
    ({ s: seconds / count, ms: (1000 * seconds) / count, 'queries/s': count / seconds })[benchmark.unit];
  const row = (name: string, unit: string, value: (figures: Figures) => number): BenchRow => {
    const own = median(ours.map(value));
    const other = theirs.length > 0 ? { name: theirs[0]!.name, value: median(theirs.map(value)) } : null;
    return { name, unit, ours: own, peer: other, ratio: other && own / other.value };
  };
  return [
    row(benchmark.name, benchmark.unit, figure),
    ...(benchmark.memory ? [row(`${benchmark.name}-memory`, 'MB', ({ peakMemoryMB }) => peakMemoryMB)] : []),
  ];
}

const run = promisify(execFile);
const python = process.env.PYTHON ?? 'python3';
const runner = fileURLToPath(new URL('measure.ts', import.meta.url));
const peers = fileURLToPath(new URL('../peers', import.meta.url));

/** Debian's OpenBLAS guesses old processors too slow; implicit wants BLAS itself on one thread. */
const environment = {
  PYTHONDONTWRITEBYTECODE: '1',
  OPENBLAS_CORETYPE: 'SkylakeX',
  OPENBLAS_NUM_THREADS: '1',
  ...process.env,
};

async function measure<F extends Figures>(command: string, args: readonly string[]): Promise<F> {
  const { stdout } = await run(command, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: environment,
  });
  return JSON.parse(stdout) as F;
}

/** How to mend that Python or a package is missing; nothing where all is there. */
async function missingPackages(packages: readonly string[]): Promise<string | undefined> {
  try {
    await run(python, ['-c', `import ${packages.join(', ')}`]);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? `there is no ${python}: install Python 3.10 or later, then pip install ${packages.join(' ')}`
      : `${python} lacks a package: pip install ${packages.join(' ')}`;
  }
}
