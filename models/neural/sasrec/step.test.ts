import { beforeAll, describe, expect, it } from 'vitest';
import { type Lists, mix, packLists, seededRandom } from '../../../data/index.js';
import { largestDifference } from '../../../testing/numeric-gradient.js';
import { graphNetwork } from '../training/graph-network.js';
import { loadTensorFlow } from '../training/load-tensor-flow.js';
import type { Weights } from '../training/network.js';
import { epochBatches, largestBatch } from './batches.js';
import { sasRecGraph } from './graph.js';
import { noNegatives, ownNegatives, sharedNegatives } from './negatives.js';
import { firstWeights, type SasRecShape } from './shape.js';
import { sasRecStep } from './step.js';

const items = 23;
const negatives = 11;

function someSequences(): Lists {
  const { int } = seededRandom(3);
  return packLists(Array.from({ length: 60 }, () => Array.from({ length: 2 + int(7) }, () => int(items))));
}

const sequences = someSequences();
const draws = {
  'sampled-softmax': sharedNegatives(
    Float64Array.from({ length: items }, (_, item) => item + 1),
    negatives,
  ),
  softmax: noNegatives,
  bce: ownNegatives(items),
};
const batchesOf = (shape: SasRecShape, key: number) =>
  epochBatches(sequences, { batchSize: 8, reach: 1, draw: draws[shape.loss] }, key);

const shape: SasRecShape = {
  items,
  embeddingSize: 10,
  blocks: 2,
  heads: 1,
  maxLength: 8,
  dropout: 0.3,
  embeddingDropout: 0.2,
  temperature: 0.2,
  loss: 'sampled-softmax',
  corrections: Float32Array.from({ length: items }, (_, item) => Math.log((item + 1) / 300)),
};

/** Weights that are nowhere small, so that everything shows in the loss. */
function someWeights(of: SasRecShape): Weights {
  const { normal } = seededRandom(5);
  return Object.fromEntries(
    Object.entries(firstWeights(of, 1)).map(([name, table]) => [
      name,
      { ...table, values: table.values.map((value) => value + 0.3 * normal()) },
    ]),
  );
}

async function both(of: SasRecShape, backend: 'cpu' | 'wasm' = 'cpu') {
  const tf = await loadTensorFlow(backend);
  const weights = someWeights(of);
  const most = { ...largestBatch(sequences, 8), negatives };
  return { step: await sasRecStep(of, weights, most), graph: graphNetwork(sasRecGraph(of, weights), tf) };
}

/** The largest difference of two tables, relative to the largest entry. */
function difference(ours: Weights, theirs: Weights): number {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  return Math.max(
    ...Object.keys(theirs).map((name) => {
      const largest = largestDifference(theirs[name]!.values, new Float32Array(theirs[name]!.values.length));
      return largestDifference(ours[name]!.values, theirs[name]!.values) / Math.max(largest, 1e-3);
    }),
  );
}

describe.each<['cpu' | 'wasm', Partial<SasRecShape>]>([
  ['cpu', {}],
  ['wasm', {}],
  ['cpu', { temperature: null, heads: 2, dropout: 0, embeddingDropout: 0 }],
  ['cpu', { loss: 'softmax', blocks: 1 }],
  ['cpu', { loss: 'bce', temperature: null, heads: 2 }],
])("the step and the graph on TensorFlow.js's backend %s, with %o", (backend, changes) => {
  const of = { ...shape, ...changes };
  beforeAll(() => loadTensorFlow(backend));

  it('agree on gradients', async () => {
    const { step, graph } = await both(of, backend);
    for (const batch of [...batchesOf(of, 1)].slice(0, 2))
      expect(difference(await step.gradients(batch), await graph.gradients(batch))).toBeLessThan(1e-4);
    graph.dispose();
  });

  it('agree on the losses of twenty steps', async () => {
    const { step, graph } = await both(of, backend);
    const options = { learningRate: 0.01, clipNorm: of.heads === 2 ? 0.5 : 0 };
    const batches = [1, 2, 3].flatMap((epoch) => [...batchesOf(of, mix(9, epoch))]).slice(0, 20);
    expect(batches.length).toBe(20);
    for (const batch of batches) {
      const [ours, theirs] = [await step.step(batch, options), await graph.step(batch, options)];
      expect(Math.abs(ours - theirs)).toBeLessThan(2e-5);
    }
    graph.dispose();
  });
});

it('gives the same weights on any number of threads', async () => {
  const of = { ...shape, embeddingSize: 64, heads: 2 };
  const learnt = async (threads: number) => {
    const { step, graph } = await both(of);
    graph.dispose();
    await step.withThreads(threads, async () => {
      for (const batch of batchesOf(of, 1)) await step.step(batch, { learningRate: 0.01, clipNorm: 0 });
    });
    return step.weights();
  };
  expect(await learnt(2)).toEqual(await learnt(1));
});
