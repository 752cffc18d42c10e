import { readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { InputError, writeWhole } from '../../../data/index.js';
import type { Epoch } from '../../base/history.js';
import type { FitOptions, Parameters } from '../../base/recommender.js';
import type { Weights } from './network.js';
import { batchHash } from './plain-batch.js';
import type { Training } from './training.js';

/** The state of training after an epoch. */
export interface TrainingState {
  readonly epochs: readonly Epoch[];
  readonly network: Weights;
  /** The weights after the most recent epochs, where training averages them. */
  readonly recent: readonly Weights[];
  /** The network after the best epoch, where training stops early. */
  readonly best: Weights | undefined;
}

/** Stores the last good state of training. */
export interface Checkpoint {
  /** The stored state of an earlier run, if any. */
  read(): Promise<TrainingState | undefined>;
  write(state: TrainingState): Promise<void>;
}

/** Identifies the training of a checkpoint: that of another training is refused. */
type Identity = { readonly [what: string]: string | number | Parameters };

const format = 'retail-recsys checkpoint';
const version = 2;
const startAnew = 'a checkpoint of this training; to start anew, delete the file';

/**
 * The checkpoint in `work.checkpoint`: one file, written whole or not at all. Where no file is named, nothing is stored.
 * `read` throws an InputError when the file is of another training or truncated, and leaves the file as it is.
 */
export function checkpointOf<Batch>(training: Training<Batch>, { checkpoint: file, seed }: FitOptions): Checkpoint {
  if (file === undefined) return { read: async () => undefined, write: async () => {} };
  const identity = identityOf(training, seed);
  return {
    read: () => readCheckpoint(file, identity),
    write: (state) =>
      writeWhole(file, (temporary) => writeFile(temporary, serialize({ format, version, identity, state }))),
  };
}

const identityOf = <Batch>(training: Training<Batch>, seed: number): Identity => {
  const { model, parameters, modelParameters, steps, samples, unit } = training;
  const [first] = training.batches(0);
  return {
    model,
    parameters: { ...modelParameters, ...parameters },
    seed,
    steps,
    [unit]: samples,
    'first batch': batchHash(first),
  };
};

async function readCheckpoint(file: string, identity: Identity): Promise<TrainingState | undefined> {
  const content = deserialized(await bytesOf(file));
  if (content === undefined) return undefined;
  if (content.format !== format)
    throw new InputError('this is not a checkpoint, or it is cut short', { file }, startAnew);
  if (content.version !== version)
    throw new InputError(`a checkpoint of format version ${content.version}`, { file }, startAnew);
  for (const [what, here] of Object.entries(identity)) {
    const there = content.identity[what];
    if (JSON.stringify(there) !== JSON.stringify(here))
      throw new InputError(`a checkpoint of another training: ${difference(what, there, here)}`, { file }, startAnew);
  }
  return content.state;
}

interface CheckpointFile {
  readonly format: string;
  readonly version: number;
  readonly identity: Identity;
  readonly state: TrainingState;
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new InputError(`the checkpoint cannot be read (${error.code})`, { file }, startAnew);
  });
}

/** Undefined where there is no file; an empty object where its bytes cannot be decoded. */
function deserialized(bytes: Buffer | undefined): (Partial<CheckpointFile> & CheckpointFile) | undefined {
  if (bytes === undefined) return undefined;
  try {
    return deserialize(bytes) as CheckpointFile;
  } catch {
    return {} as CheckpointFile;
  }
}

function difference(what: string, there: Identity[string] | undefined, here: Identity[string]): string {
  if (what === 'first batch') return 'its data are others';
  if (typeof here !== 'object') return `its ${what} is ${there}, here ${here}`;
  const of = (parameters: Identity[string] | undefined, name: string) =>
    JSON.stringify((parameters as Parameters | undefined)?.[name]);
  const name = Object.keys(here).find((key) => of(there, key) !== of(here, key))!;
  return `its parameter ${name} is ${of(there, name)}, here ${of(here, name)}`;
}
