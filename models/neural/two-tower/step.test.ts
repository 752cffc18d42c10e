import { describe, expect, it } from 'vitest';
import { packLists, seededRandom, type WeightedLists } from '../../../data/index.js';
import { randomTable } from '../../../testing/random-matrix.js';
import { graphNetwork } from '../training/graph-network.js';
import { loadTensorFlow } from '../training/load-tensor-flow.js';
import type { Weights } from '../training/network.js';
import { towerGraph } from './graph.js';
import { initialWeights } from './initial-weights.js';
import { itemBags } from './item-bags.js';
import { type TowerBatch, TowerSamples } from './samples.js';
import { towerStep } from './step.js';

const visitors = 30;
const items = 40;
const tokenCount = 9;

/** Histories of up to 12 items, the first ones more often; some are empty. */
function histories() {
  const random = seededRandom(3);
  return packLists(
    Array.from({ length: visitors }, () =>
      Array.from({ length: random.int(13) }, () => Math.floor(random.float() ** 2 * items)),
    ),
  );
}

/** item × token: item i has the tokens i mod 9 and i mod 4, as much as each other; every fifth has none. */
function tokens(): WeightedLists {
  const lists = packLists(
    Array.from({ length: items }, (_, item) => (item % 5 === 0 ? [] : [...new Set([item % tokenCount, item % 4])])),
  );
  return { ...lists, weights: new Float32Array(lists.values.length).fill(0.5) };
}

const noTokens: WeightedLists = { ...packLists(Array.from({ length: items }, () => [])), weights: new Float32Array(0) };

interface Case {
  readonly content: boolean;
  readonly context: 'before' | 'around';
}

async function engines({ content, context }: Case) {
  const bags = itemBags(content ? tokens() : noTokens, 3);
  const samples = new TowerSamples(histories(), bags, { context, lastItems: 6, decay: 0.8, batchSize: 40, seed: 5 });
  const shape = { embeddings: items + (content ? tokenCount : 0), width: 20, hidden: 24 };
  const start = initialWeights(shape, 1);
  // Layers that begin at 0 have nothing to differ in.
  for (const side of ['visitor', 'item']) Object.assign(start, { [`${side}.output`]: randomTable(24, 20, 7) });
  const loss = {
    temperature: 0.15,
    corrections: Float32Array.from(samples.frequencies(items), (count) => Math.log((count + 1) / samples.count)),
  };
  const step = await towerStep(shape, start, { ...loss, size: samples.size, entries: samples.entries });
  return { samples, step, graph: graphNetwork(towerGraph(start, loss), await loadTensorFlow('cpu')) };
}

/** Twenty batches, going over the samples as often as it takes. */
function* batches(samples: TowerSamples): Generator<TowerBatch> {
  for (let done = 0, epoch = 0; done < 20; epoch++)
    for (const batch of samples.epoch(epoch)) if (done++ < 20) yield batch;
}

/** The largest difference of two engines' tables, beside the largest entry. */
function farthest(a: Weights, b: Weights): number {
  let [difference, largest] = [0, 0];
  for (const [name, { values }] of Object.entries(a))
    values.forEach((value, at) => {
      difference = Math.max(difference, Math.abs(value - b[name]!.values[at]!));
      largest = Math.max(largest, Math.abs(value));
    });
  return difference / largest;
}

describe('the fused step of two-tower', () => {
  it.each<[string, Case]>([
    ['histories before an item', { content: false, context: 'before' }],
    ['what lies around an item', { content: false, context: 'around' }],
    ['the items’ content, before an item', { content: true, context: 'before' }],
    ['the items’ content, around an item', { content: true, context: 'around' }],
  ])('does what the graph says, for twenty steps: %s', async (_, shape) => {
    const { samples, step, graph } = await engines(shape);
    const options = { learningRate: 0.02, clipNorm: 0 };
    let done = 0;
    for (const batch of batches(samples)) {
      if (done++ % 7 === 0)
        expect(farthest(await graph.gradients(batch), await step.gradients(batch))).toBeLessThan(1e-4);
      expect(Math.abs((await step.step(batch, options)) - (await graph.step(batch, options)))).toBeLessThan(2e-5);
    }
    expect(Object.keys(await step.weights()).sort()).toEqual(Object.keys(await graph.weights()).sort());
    expect(farthest(await graph.weights(), await step.weights())).toBeLessThan(1e-3);
    graph.dispose();
  });

  it('shortens gradients as the graph does', async () => {
    const { samples, step, graph } = await engines({ content: true, context: 'around' });
    for (const batch of batches(samples)) {
      const options = { learningRate: 0.02, clipNorm: 0.05 };
      expect(Math.abs((await step.step(batch, options)) - (await graph.step(batch, options)))).toBeLessThan(2e-5);
    }
    graph.dispose();
  });

  it('gives the same weights on one thread and on two', async () => {
    const trained = async (threads: number) => {
      const { samples, step, graph } = await engines({ content: true, context: 'around' });
      graph.dispose();
      await step.withThreads(threads, async () => {
        for (const batch of batches(samples)) await step.step(batch, { learningRate: 0.02, clipNorm: 0 });
      });
      return step.weights();
    };
    expect(await trained(2)).toEqual(await trained(1));
  });

  it('learns: the loss of a batch that is seen again and again falls', async () => {
    const { samples, step } = await engines({ content: false, context: 'around' });
    const [batch] = samples.epoch(0);
    const losses = await Promise.all(
      Array.from({ length: 30 }, () => step.step(batch!, { learningRate: 0.02, clipNorm: 0 })),
    );
    expect(losses.at(-1)!).toBeLessThan(losses[0]! - 0.5);
  });
});
