import { describe, expect, it } from 'vitest';
import { listAt, packLists, type WeightedLists } from '../../../data/index.js';
import { itemBags } from './item-bags.js';
import { type SampleOptions, type TowerBatch, TowerSamples } from './samples.js';

/** Items 0 to 39 without tokens, so that bags hold items. */
const noTokens: WeightedLists = { ...packLists(Array.from({ length: 40 }, () => [])), weights: new Float32Array(0) };
const options: SampleOptions = { context: 'before', lastItems: 2, decay: 0.5, batchSize: null, seed: 1 };

const samplesOf = (histories: number[][], more: Partial<SampleOptions> = {}) =>
  new TowerSamples(packLists(histories), itemBags(noTokens, 4), { ...options, ...more });

/** Each sample in words: an item and what its history is the sum of, in order of items. */
function told({ items, bags }: TowerBatch): string[] {
  const lines = Array.from(items, (item, sample) => {
    const weights = bags.weights.subarray(bags.offsets[sample], bags.offsets[sample + 1]);
    const history = Array.from(listAt(bags, sample), (other, at) => `${other}×${weights[at]!.toFixed(2)}`);
    return `${item} by ${history.join(' ')}`;
  });
  return lines.sort();
}

describe('the samples', () => {
  it('are events with the last items before them, the recent ones counting most', () => {
    const [batch] = samplesOf([[1, 2, 3, 4], [5]]).epoch(0);
    expect(told(batch!)).toEqual(['2 by 1×1.00', '3 by 1×0.33 2×0.67', '4 by 2×0.33 3×0.67']);
  });

  it('or with the items around them, half on either side, all alike', () => {
    const [batch] = samplesOf([[1, 2, 3, 4], [5]], { context: 'around' }).epoch(0);
    expect(told(batch!)).toEqual(['1 by 2×1.00', '2 by 1×0.50 3×0.50', '3 by 2×0.50 4×0.50', '4 by 3×1.00']);
  });

  it('never tell an item by itself', () => {
    const [batch] = samplesOf([
      [7, 7, 8],
      [9, 9],
    ]).epoch(0);
    expect(told(batch!)).toEqual(['8 by 7×0.33 7×0.67']);
  });

  it('bring the items’ tokens along, in the history and in the item', () => {
    const tokens = { ...packLists([[0], [0, 1], []]), weights: Float32Array.of(1, 0.6, 0.8) };
    const samples = new TowerSamples(packLists([[0, 1, 2]]), itemBags(tokens, 4), { ...options, lastItems: 1 });
    const [batch] = samples.epoch(0);
    const bags = Array.from({ length: 4 }, (_, bag) => [...listAt(batch!.bags, bag)].sort().join());
    // Item 1 is rows 1, 3 and 4: itself and the tokens 0 and 1, of three items.
    expect(bags.sort()).toEqual(['0,3', '1,3,4', '1,3,4', '2'].sort());
  });

  it('come in batches of one size, each at most once an epoch, in another order each epoch', () => {
    const histories = Array.from({ length: 5 }, (_, visitor) => Array.from({ length: 8 }, (_, i) => 8 * visitor + i));
    const samples = samplesOf(histories, { batchSize: 12 });
    expect([samples.count, samples.steps, samples.size]).toEqual([35, 3, 11]);
    const epoch = (number: number) => Array.from(samples.epoch(number), told).flat();
    expect(new Set(epoch(0)).size).toBe(33);
    expect(epoch(0)).toEqual(epoch(0));
    expect(epoch(1)).not.toEqual(epoch(0));
  });

  it('count how often each item is asked for', () => {
    expect([...samplesOf([[1, 2, 1], [3], [2, 1]]).frequencies(4)]).toEqual([0, 2, 1, 0]);
  });

  it('are refused where there are none, or fewer than a batch', () => {
    expect(() => samplesOf([[1, 1], [2]])).toThrow('none of the visitors has two different items');
    expect(() => samplesOf([[1, 2, 3]], { batchSize: 3 })).toThrow('batchSize is 3, and train has 2 samples');
    expect(samplesOf([[1, 2, 3]]).size).toBe(2);
  });
});
