import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Lists, packLists, seededRandom } from '../../../data/index.js';
import { parseParameters } from '../../base/parameters.js';
import { graphNetwork } from '../training/graph-network.js';
import type { Weights } from '../training/network.js';
import { epochBatches, type Gru4RecBatch } from './batches.js';
import { gru4RecGraph } from './graph.js';
import { type Gru4RecParameters, gru4RecSchema } from './parameters.js';
import { firstWeights, shapeOf } from './shape.js';
import { gru4RecStep } from './step.js';

const items = 23;

/** Sessions of two to six clicks, with repeats. */
function sessions(count: number): Lists {
  const random = seededRandom(3);
  return packLists(
    Array.from({ length: count }, () => Array.from({ length: 2 + random.int(5) }, () => random.int(items))),
  );
}

const counts = Float64Array.from({ length: items }, (_, item) => 1 + (item % 5));
const statistics = { logCounts: Float32Array.from(counts, Math.log) };

const parametersOf = (given: object): Gru4RecParameters =>
  parseParameters('gru4rec', gru4RecSchema, { negatives: 9, batchSize: 5, layers: '6', ...given });

/** A batch's arrays are reused: copies, to be gone through twice. */
function batchesOf({ batchSize, negatives, power }: Gru4RecParameters, count: number): Gru4RecBatch[] {
  const weights = counts.map((events) => events ** power);
  const options = { rows: batchSize, samples: negatives, weights, seed: 11 };
  return Array.from(epochBatches(sessions(count), options, 0), (batch) => structuredClone(batch));
}

async function engines(given: object) {
  const parameters = parametersOf(given);
  const shape = shapeOf(items, parameters);
  // Larger than what training starts from, for gradients that are.
  const weights: Record<string, Weights[string]> = {};
  for (const [name, table] of Object.entries(firstWeights(shape, 5)))
    weights[name] = { ...table, values: table.values.map((value, at) => 2 * value + 0.1 * Math.sin(at)) };
  const graph = graphNetwork(gru4RecGraph(shape, parameters, statistics, weights), tf);
  const step = await gru4RecStep(shape, parameters, statistics, weights);
  return { parameters, graph, step };
}

/** The largest difference of any of two networks' tables, relative to the largest number of that table. */
function difference(ours: Weights, theirs: Weights): number {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  let worst = 0;
  for (const [name, { values }] of Object.entries(theirs)) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    expect(ours[name]!.values.length, name).toBe(values.length);
    for (const [at, value] of values.entries())
      worst = Math.max(worst, Math.abs(ours[name]!.values[at]! - value) / largest);
  }
  return worst;
}

const everything = { embeddingDropout: 0.3, hiddenDropout: 0.2, momentum: 0.3 };

describe('the step of gru4rec', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each([
    { ...everything, loss: 'bpr-max' },
    { ...everything, loss: 'bpr-max', elu: 0, bprRegularization: 0.5, constrainedEmbedding: false, embedding: 7 },
    { ...everything, loss: 'bpr-max', constrainedEmbedding: false, embedding: 0 },
    { ...everything, loss: 'bpr-max', negatives: 0 },
    { ...everything, loss: 'cross-entropy', logQ: 1 },
    { ...everything, loss: 'cross-entropy', logQ: 0.7, layers: '6/4' },
    { loss: 'cross-entropy', momentum: 0, constrainedEmbedding: false, embedding: 'layersize' },
    { ...everything, loss: 'cross-entropy', layers: '5/6', constrainedEmbedding: false, embedding: 0, logQ: 1 },
    {
      ...everything,
      loss: 'cross-entropy',
      layers: '5/6/4',
      constrainedEmbedding: false,
      embedding: 3,
      clipNorm: 0.1,
    },
  ])('is its graph: %j', async (given) => {
    const { parameters, graph, step } = await engines(given);
    const batches = batchesOf(parameters, 34);
    expect(batches.length).toBeGreaterThan(19);
    expect(batches.at(-1)!.input.length).toBeLessThan(5);
    const options = { learningRate: 0.05, clipNorm: parameters.clipNorm };
    graph.begin();
    step.begin();
    for (const batch of batches) {
      if (batch.step % 7 === 0)
        expect(difference(await step.gradients(batch), await graph.gradients(batch))).toBeLessThan(1e-4);
      const [ours, theirs] = [await step.step(batch, options), await graph.step(batch, options)];
      expect(Math.abs(ours - theirs)).toBeLessThan(2e-5 * Math.max(1, Math.abs(theirs)));
    }
    expect(difference(await step.weights(), await graph.weights())).toBeLessThan(1e-3);
    graph.dispose();
  });

  it('gives the same weights on one thread and on two', async () => {
    // Large enough for two threads to share the work.
    const given = { ...everything, loss: 'bpr-max', batchSize: 30, negatives: 700, layers: '64' };
    const batches = batchesOf(parametersOf(given), 90).slice(0, 6);
    const weights = async (threads: number) => {
      const { step } = await engines(given);
      await step.withThreads(threads, async () => {
        for (const batch of batches) await step.step(batch, { learningRate: 0.05, clipNorm: 1 });
      });
      return step.weights();
    };
    expect(await weights(2)).toEqual(await weights(1));
  });
});
