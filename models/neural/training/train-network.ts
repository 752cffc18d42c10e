import { InputError } from '../../../data/index.js';
import { type Epoch, type History, historyOf } from '../../base/history.js';
import type { FitOptions } from '../../base/recommender.js';
import { checkpointOf, type TrainingState } from './checkpoint.js';
import { meanWeights } from './mean-weights.js';
import type { Weights } from './network.js';
import { trainEpoch } from './train-epoch.js';
import type { Training } from './training.js';
import { YieldTurns } from './yield-turns.js';

/**
 * Trains a network. Its weights are then those of the last epoch, or of the best one where `patience` is not 0; where `averaged` is
 * more than 1, they are the mean over so many epochs up to that one, and validation uses the same mean.
 *
 * With `work.checkpoint` each epoch is saved there, and training is resumed from that file, to the same result; the file
 * stays. When aborted, it throws the signal's reason.
 * @throws InputError when a loss is not finite, naming epoch and step (the batch is saved, the last checkpoint kept), or when the
 * checkpoint is of another training or truncated.
 */
export async function trainNetwork<Batch>(training: Training<Batch>, work: FitOptions): Promise<History> {
  const { model, network, samples, unit } = training;
  const { epochs: most, patience, averaged } = training.parameters;
  const checkpoint = checkpointOf(training, work);
  const before = await checkpoint.read();
  if (before) await goOnFrom(before, training, work);
  const epochs = [...(before?.epochs ?? [])];
  let recent = before?.recent ?? [];
  let best = before?.best;

  const resumed = epochs.length;
  const bar = work.reporter.start(`${model}: epochs`, (most - resumed) * samples, unit);
  const turns = new YieldTurns();
  while (epochs.length < most && !isStalled(epochs, patience)) {
    const progress = { bar, turns, before: (epochs.length - resumed) * samples };
    const learnt = await network.withThreads(work.threads, () => trainEpoch(training, epochs.length, work, progress));
    // Without early stopping, the last epochs are known in advance.
    if (averaged > 1 && (patience > 0 || epochs.length >= most - averaged))
      recent = [...recent, await network.weights()].slice(-averaged);
    const validation = patience > 0 ? await validated(training, recent) : Number.NaN;
    epochs.push({ ...learnt, validation });
    const isBest = patience > 0 && bestOf(epochs) === epochs.length;
    if (isBest || work.checkpoint !== undefined) {
      const state = await network.state();
      if (isBest) best = withMean(state, recent);
      await checkpoint.write({ epochs, network: state, recent, best });
    }
    work.abort?.throwIfAborted();
  }
  if (best) await network.restore(best);
  else if (averaged > 1) await network.restore(withMean(await network.state(), recent));
  bar.finish(resultOf(epochs, patience));
  if (epochs.length < most) work.reporter.say(model, `stopped early: ${resultOf(epochs, patience)}`, 'note');
  return historyOf(epochs);
}

async function goOnFrom<Batch>(
  before: TrainingState,
  { model, network }: Training<Batch>,
  { checkpoint, reporter }: FitOptions,
): Promise<void> {
  await network.restore(before.network).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    const file = checkpoint!;
    throw new InputError(`the checkpoint does not fit: ${error.message}`, { file }, 'to start anew, delete the file');
  });
  reporter.say(model, `training went on from its checkpoint after epoch ${before.epochs.length}`, 'note');
}

/** A network's state, its weights replaced by the mean of the recent ones where any are kept. */
const withMean = (state: Weights, recent: readonly Weights[]): Weights =>
  recent.length > 0 ? { ...state, ...meanWeights(recent) } : state;

/** Validates the weights that training would return if it ended here. */
async function validated<Batch>({ network, validate }: Training<Batch>, recent: readonly Weights[]): Promise<number> {
  if (recent.length === 0) return validate!();
  const state = await network.state();
  await network.restore(withMean(state, recent));
  const validation = await validate!();
  await network.restore(state);
  return validation;
}

/** The number of the epoch with the highest validation score, the first among equals. */
function bestOf(epochs: readonly Epoch[]): number {
  let best = epochs[0]!;
  for (const epoch of epochs) if (epoch.validation > best.validation) best = epoch;
  return best.epoch;
}

const isStalled = (epochs: readonly Epoch[], patience: number) =>
  patience > 0 && epochs.length > 0 && epochs.length - bestOf(epochs) >= patience;

function resultOf(epochs: readonly Epoch[], patience: number): string {
  const last = epochs.at(-1)!;
  if (patience === 0) return `loss ${last.loss.toFixed(4)}`;
  const best = epochs[bestOf(epochs) - 1]!;
  return `of ${epochs.length} epochs the best is ${best.epoch}, mrr@20 ${best.validation.toFixed(4)} on what was held out`;
}
