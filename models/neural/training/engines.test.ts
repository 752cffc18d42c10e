import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepingNotes, quiet, type Reporter } from '../../../data/index.js';
import { checkerboard } from '../../../testing/checkerboard.js';
import { scratchFolder } from '../../../testing/pipeline-run.js';
import { queriesOf } from '../../../testing/queries-of.js';
import type { Backend } from '../../base/backend.js';
import type { FitOptions } from '../../base/recommender.js';
import { createModel } from '../../create-model.js';
import { factsOf, modelNames } from '../../registry.js';
import { loadTensorFlow } from './load-tensor-flow.js';

const neural = modelNames.filter((name) => factsOf(name).neural);

/** Two epochs suffice; GRU4Rec's usual learning rate is so large for twenty items that rounding alone grows to differences. */
const parametersOf = (name: string) => {
  if (name === 'gru4rec') return { epochs: 2, learningRate: 0.005 };
  return name === 'sasrec' ? { epochs: 2, embeddingSize: 32, maxLength: 12, negatives: 64 } : { epochs: 2 };
};

/**
 * Adam's first step goes by the signs of gradients alone, and of SASRec's thousands TensorFlow.js's WASM backend rounds some to the other
 * side of 0.
 */
const backendOf = (name: string) => (name === 'sasrec' ? 'cpu' : 'wasm');

const queries = () => queriesOf([{ context: [2, 4] }, { context: [3] }]);

async function fittedOn(name: string, backend: Backend, more: Partial<FitOptions> = {}) {
  const model = createModel(name, parametersOf(name));
  const work: FitOptions = { seed: 7, reporter: quiet, threads: 1, backend, ...more };
  await model.fit(checkerboard(), work);
  return model;
}

describe.each(neural)('%s', (name) => {
  it('learns by its graph as by its fused step, and leaves no tensor behind', async () => {
    const tf = await loadTensorFlow(backendOf(name));
    const { numTensors, numDataBuffers } = tf.memory();
    const graph = await fittedOn(name, backendOf(name));
    await graph.recommend(queries(), 5);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    const { loss, epoch } = (await fittedOn(name, 'step')).history!;
    expect([...epoch]).toEqual([1, 2]);
    for (const [i, expected] of loss.entries()) expect(Math.abs(graph.history!.loss[i]! - expected)).toBeLessThan(2e-5);
  });

  it('leaves no tensor behind when it is aborted', async () => {
    const tf = await loadTensorFlow('wasm');
    const { numTensors } = tf.memory();
    const stop = new AbortController();
    const reporter: Reporter = {
      ...quiet,
      start: () => {
        stop.abort(new Error('stopped by the test'));
        return { update: () => {}, finish: () => {} };
      },
    };
    await expect(fittedOn(name, 'wasm', { reporter, abort: stop.signal })).rejects.toThrow('stopped by the test');
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('goes on from its checkpoint to the same answers as if it had never stopped', async () => {
    const checkpoint = join(await scratchFolder(), 'checkpoint');
    const throwIfAborted = () => {
      if (existsSync(checkpoint)) throw new Error('stopped after an epoch');
    };
    await expect(fittedOn(name, 'step', { checkpoint, abort: { throwIfAborted } as AbortSignal })).rejects.toThrow(
      'stopped after an epoch',
    );
    const reporter = keepingNotes('test', quiet);
    const resumed = await fittedOn(name, 'step', { checkpoint, reporter });
    expect(reporter.notes).toContain(`${name}: training went on from its checkpoint after epoch 1`);
    const straight = await fittedOn(name, 'step');
    expect(await resumed.recommend(queries(), 20)).toEqual(await straight.recommend(queries(), 20));
    expect(resumed.history!.loss).toEqual(straight.history!.loss);
  });
});
