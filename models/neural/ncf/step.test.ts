import { describe, expect, it } from 'vitest';
import { packLists, seededRandom } from '../../../data/index.js';
import { graphNetwork } from '../training/graph-network.js';
import { loadTensorFlow } from '../training/load-tensor-flow.js';
import type { Weights } from '../training/network.js';
import { NcfBatches } from './batches.js';
import { ncfGraph } from './graph.js';
import { initialWeights } from './initial-weights.js';
import type { NcfShape } from './shape.js';
import { ncfStep } from './step.js';

const [visitors, items, negatives, batchSize] = [40, 30, 3, 9];

/** About a third of all pairs, some worth more than others: 14 batches an epoch, the last one smaller. */
function batches() {
  const random = seededRandom(1);
  const rows = Array.from({ length: visitors }, () => [...Array(items).keys()].filter(() => random.float() < 0.1));
  const pairs = packLists(rows);
  const weights = new Float32Array(pairs.values.length).map(() => 1 + random.int(3));
  return new NcfBatches({ ...pairs, weights }, { batchSize, negatives, seed: 2 });
}

const first = (count: number) => {
  const all = batches();
  const list = [...copies(all, 0), ...copies(all, 1)].slice(0, count);
  expect(list.some((batch) => batch.visitors.length < batchSize)).toBe(true);
  return list;
};
const copies = (all: NcfBatches, epoch: number) =>
  Array.from(all.epoch(epoch), ({ visitors, items, key }) => ({
    visitors: visitors.slice(),
    items: items.slice(),
    key,
  }));

const plain = { dropout: 0, regularization: 0 };
describe.each([
  { kind: 'gmf', loss: plain, clipNorm: 0 },
  { kind: 'mlp', loss: plain, clipNorm: 0 },
  { kind: 'neumf', loss: plain, clipNorm: 0 },
  { kind: 'neumf', loss: { dropout: 0.3, regularization: 0.1 }, clipNorm: 0.2 },
] as const)('$kind, $loss, gradients clipped at $clipNorm', ({ kind, loss, clipNorm }) => {
  const shape: NcfShape = { kind, visitors, items, factors: 5, embedding: 6, hidden: [7, 18, 4] };
  const options = { learningRate: 0.05, clipNorm };

  it('step and graph agree over twenty steps, and in their gradients before and after', async () => {
    const tf = await loadTensorFlow('cpu');
    const both = async (weights: Weights) => ({
      step: await ncfStep(shape, weights, { ...loss, batchSize, negatives }),
      graph: graphNetwork(ncfGraph(shape, weights, loss), tf),
    });
    const batches = first(20);
    const { step, graph } = await both(initialWeights(shape, 3));
    expectClose(await step.gradients(batches[0]!), await graph.gradients(batches[0]!), 1e-4);
    for (const [i, batch] of batches.entries()) {
      const [ours, theirs] = [await step.step(batch, options), await graph.step(batch, options)];
      expect(Math.abs(ours - theirs), `step ${i}`).toBeLessThan(2e-5);
    }
    const after = await both(await step.weights());
    expectClose(await after.step.gradients(batches[0]!), await after.graph.gradients(batches[0]!), 1e-4);
    graph.dispose();
    after.graph.dispose();
  });

  it('gives the same weights on two threads, and where it goes on from a state', async () => {
    const weights = initialWeights(shape, 3);
    const network = () => ncfStep(shape, weights, { ...loss, batchSize, negatives });
    const all = first(20);
    const [one, two, half] = [await network(), await network(), await network()];
    for (const batch of all) await one.step(batch, options);
    await two.withThreads(2, async () => {
      for (const batch of all) await two.step(batch, options);
    });
    expect(await two.weights()).toEqual(await one.weights());
    for (const batch of all.slice(0, 8)) await half.step(batch, options);
    const resumed = await network();
    await resumed.restore(await half.state());
    for (const batch of all.slice(8)) await resumed.step(batch, options);
    expect(await resumed.state()).toEqual(await one.state());
  });
});

/** To `most` of the largest entry of each table. */
function expectClose(ours: Weights, theirs: Weights, most: number): void {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  for (const [name, { values }] of Object.entries(theirs)) {
    const largest = values.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
    expect(largest, name).toBeGreaterThan(0);
    values.forEach((value, at) => {
      expect(Math.abs(ours[name]!.values[at]! - value), `${name} ${at}`).toBeLessThan(most * largest);
    });
  }
}
