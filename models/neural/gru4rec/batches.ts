import { type Lists, mix } from '../../../data/index.js';
import { aliasTable } from '../../kernels/index.js';
import { type Lanes, sessionParallel } from './session-parallel.js';

/** The batch of a step. Its arrays are reused from step to step. */
export interface Gru4RecBatch extends Lanes {
  /** Items that all targets are scored against, besides each other; repeats are kept. */
  readonly negatives: Int32Array;
  /** Counted from 0 within the epoch. */
  readonly step: number;
  /** The key of the step's dropout. */
  readonly key: number;
}

export interface BatchOptions {
  readonly rows: number;
  /** Number of negatives in a step. */
  readonly samples: number;
  /** Probability of drawing each item as a negative, up to a factor. */
  readonly weights: Float64Array;
  readonly seed: number;
}

/** Steps whose negatives are drawn in one go: a training step in between would evict the alias table from the caches. */
const drawnAhead = 32;

/** A step's targets must be scored against something: negatives, or another session's target. */
const fewestRows = ({ samples }: BatchOptions) => (samples > 0 ? 1 : 2);

/** The batches of an epoch: sessions side by side, always in the same order, with new negatives for each step. */
export function* epochBatches(sessions: Lists, options: BatchOptions, epoch: number): Generator<Gru4RecBatch> {
  const { rows, samples, weights, seed } = options;
  const aliases = aliasTable(weights);
  // Reduced to 31 bits, so that a subtraction can compare them: see drawItems.
  for (let at = 0; at < aliases.length; at += 2) aliases[at]! >>>= 1;
  const drawn = Array.from({ length: drawnAhead }, () => new Int32Array(samples));
  const keyOf = (step: number) => mix(mix(seed, epoch), step);
  let step = 0;
  for (const lanes of sessionParallel(sessions, rows, fewestRows(options))) {
    if (step % drawnAhead === 0)
      for (const [ahead, negatives] of drawn.entries()) drawItems(negatives, aliases, mix(keyOf(step + ahead), 0));
    yield { ...lanes, negatives: drawn[step % drawnAhead]!, step, key: mix(keyOf(step), 1) };
    step++;
  }
}

/** The size of an epoch: its steps, and the clicks that they learn. */
export function epochSize(sessions: Lists, options: BatchOptions): { steps: number; samples: number } {
  let [steps, samples] = [0, 0];
  for (const { input } of sessionParallel(sessions, options.rows, fewestRows(options))) {
    steps++;
    samples += input.length;
  }
  return { steps, samples };
}

/** Fills `items` with draws from an alias table. */
function drawItems(items: Int32Array, aliases: Int32Array, key: number): void {
  const places = aliases.length / 2;
  for (let at = 0; at < items.length; at++) {
    const place = Math.floor((mix(key, 2 * at) / 2 ** 32) * places);
    // All ones where the coin is below the share the place keeps. No processor predicts coins: a branch would be wrong half the time.
    const keeps = ((mix(key, 2 * at + 1) >>> 1) - aliases[2 * place]!) >> 31;
    items[at] = (place & keeps) | (aliases[2 * place + 1]! & ~keeps);
  }
}
