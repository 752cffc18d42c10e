import { describe, expect, it } from 'vitest';
import { packLists } from '../../../data/index.js';
import { epochBatches, epochSize } from './batches.js';

const sessions = packLists([
  [0, 1, 2],
  [1, 2],
  [3, 0, 3, 3],
]);
const options = { rows: 2, samples: 1000, weights: Float64Array.of(6, 3, 0, 1), seed: 5 };
const drawn = (epoch: number, seed = 5) =>
  Array.from(epochBatches(sessions, { ...options, seed }, epoch), ({ negatives, step, key, target }) => ({
    negatives: [...negatives],
    step,
    key,
    rows: target.length,
  }));

describe('batches of an epoch', () => {
  it('draws negatives in proportion to the weights, never those of weight 0', () => {
    const counts = [0, 0, 0, 0];
    const batches = drawn(0);
    for (const { negatives } of batches) for (const item of negatives) counts[item]!++;
    const share = counts.map((count) => count / (1000 * batches.length));
    expect(share[0]).toBeCloseTo(0.6, 1);
    expect(share[1]).toBeCloseTo(0.3, 1);
    expect(share[2]).toBe(0);
    expect(share[3]).toBeCloseTo(0.1, 1);
  });

  it('draws anew for each step and epoch, the same for the same seed', () => {
    const [first, second] = drawn(0);
    expect(first!.negatives).not.toEqual(second!.negatives);
    expect(first!.key).not.toBe(second!.key);
    expect(drawn(1)[0]!.negatives).not.toEqual(first!.negatives);
    expect(drawn(0, 6)[0]!.negatives).not.toEqual(first!.negatives);
    expect(drawn(0)).toEqual(drawn(0));
  });

  it('draws on when what was drawn ahead is used up', () => {
    const long = packLists([Array.from({ length: 71 }, (_, i) => i % 4), [0, 1]]);
    const batches = Array.from(epochBatches(long, options, 0), ({ negatives, key }) => [negatives.join(), key]);
    expect(batches.length).toBe(70);
    for (const column of [0, 1]) expect(new Set(batches.map((batch) => batch[column])).size).toBe(70);
  });

  it('says beforehand how many steps and clicks there are', () => {
    const batches = drawn(0);
    expect(batches.map(({ step }) => step)).toEqual([...batches.keys()]);
    const samples = batches.reduce((sum, { rows }) => sum + rows, 0);
    expect(epochSize(sessions, options)).toEqual({ steps: batches.length, samples });
    expect(samples).toBe(6);
  });

  it('without negatives ends when a target has no other beside it', () => {
    const alone = { ...options, samples: 0 };
    expect(Array.from(epochBatches(sessions, alone, 0), ({ target }) => [...target])).toEqual([
      [1, 2],
      [2, 0],
    ]);
    expect(epochSize(sessions, alone)).toEqual({ steps: 2, samples: 4 });
  });
});
