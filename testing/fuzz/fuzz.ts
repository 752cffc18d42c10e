import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InputError, seededRandom } from '../../data/index.js';
import { configuration } from './configuration.js';
import { type FuzzedKind, pick } from './fuzzed-kind.js';
import { events, sessions } from './logs.js';
import { movieLens } from './movielens.js';
import { mutate } from './mutate.js';
import { runFolder } from './run-folder.js';
import { properties, targets, tree } from './side-files.js';

/** All kinds of inputs. */
export const kinds: readonly FuzzedKind[] = [
  ...[events, sessions, movieLens, tree, properties, targets, configuration, runFolder],
] as readonly FuzzedKind[];

/** What came of one mutated input. */
export interface Outcome {
  readonly kind: string;
  readonly seed: number;
  /** `failed` where it was neither read as it is written nor refused with one error. */
  readonly result: 'read' | 'refused' | 'failed';
  readonly error?: unknown;
  /** The files, of an input that failed. */
  readonly files?: Readonly<Record<string, Buffer>>;
}

/** Makes an input of a kind, mutates one of its files, and reads it. The seed draws all. */
export async function fuzz(kind: FuzzedKind, seed: number): Promise<Outcome> {
  const random = seededRandom(seed);
  const { files, mutable } = await kind.make(random);
  const name = pick(mutable, random);
  files[name] = mutate(files[name]!, random);
  const folder = await mkdtemp(join(tmpdir(), 'retail-recsys-fuzz-'));
  const outcome = { kind: kind.name, seed };
  try {
    for (const [file, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), bytes);
    }
    const loaded = await kind.load(folder, random);
    await kind.check(loaded, files);
    return { ...outcome, result: 'read' };
  } catch (error) {
    if (isPlainRefusal(error) && !kind.isFlawless?.(files)) return { ...outcome, result: 'refused' };
    return { ...outcome, result: 'failed', error, files };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether an error is one for the user: short, of printable characters, without a stack in it. */
function isPlainRefusal(error: unknown): boolean {
  if (!(error instanceof InputError)) return false;
  return error.message.length < 4000 && !/\n {4}at |(?!\n)\p{Cc}/u.test(error.message);
}
