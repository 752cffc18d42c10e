import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, type ProgressBar, writeWhole } from '../../../data/index.js';
import type { Epoch } from '../../base/history.js';
import type { FitOptions } from '../../base/recommender.js';
import { learningRateAt } from './learning-rate.js';
import { batchJson } from './plain-batch.js';
import type { Training } from './training.js';
import type { YieldTurns } from './yield-turns.js';

/**
 * Trains for one epoch, counted from 0.
 * @param before samples of the epochs that progress has already counted.
 * @throws InputError when a loss is not finite, naming epoch and step; the batch is saved.
 */
export async function trainEpoch<Batch>(
  training: Training<Batch>,
  epoch: number,
  work: FitOptions,
  progress: { readonly bar: ProgressBar; readonly before: number; readonly turns: YieldTurns },
): Promise<Epoch> {
  const { network, parameters, steps, samples } = training;
  const started = performance.now();
  let done = 0;
  let step = 0;
  let sum = 0;
  let learningRate = 0;
  network.begin();
  for (const batch of training.batches(epoch)) {
    learningRate = learningRateAt(parameters, epoch * steps + step, parameters.epochs * steps);
    const loss = await network.step(batch, { learningRate, clipNorm: parameters.clipNorm });
    step++;
    if (!Number.isFinite(loss))
      throw await notFinite(training, batch, { loss, epoch: epoch + 1, step, learningRate }, work);
    sum += loss * training.sizeOf(batch);
    done += training.sizeOf(batch);
    if (!progress.turns.isDue()) continue;
    const note = `epoch ${epoch + 1}, loss ${(sum / done).toFixed(4)}`;
    progress.bar.update(progress.before + Math.min(done, samples), note);
    await progress.turns.take();
    work.abort?.throwIfAborted();
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    epoch: epoch + 1,
    loss: sum / done,
    learningRate,
    validation: Number.NaN,
    seconds,
    rate: done / seconds,
  };
}

interface Failure {
  readonly loss: number;
  readonly epoch: number;
  readonly step: number;
  readonly learningRate: number;
}

async function notFinite<Batch>(
  { model }: Training<Batch>,
  batch: Batch,
  failure: Failure,
  { checkpoint = join(tmpdir(), `${model}-${process.pid}`) }: FitOptions,
): Promise<InputError> {
  const file = `${checkpoint}.batch.json`;
  const { loss, epoch, step, learningRate } = failure;
  const facts = { model, epoch, step, learningRate, loss: String(loss) };
  const text = `${JSON.stringify(facts).slice(0, -1)},"batch":${batchJson(batch)}}\n`;
  await writeWhole(file, (temporary) => writeFile(temporary, text));
  return new InputError(
    `${model}: the loss is ${loss} in epoch ${epoch} at step ${step}, at a learning rate of ${Number(learningRate.toPrecision(4))} (its batch is in ${file})`,
    {},
    'a lower learning rate, warmup, or clipNorm',
  );
}
