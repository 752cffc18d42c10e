import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { InputError, listAt, packLists, seededRandom } from '../../data/index.js';
import { FoundItemsets } from './found-itemsets.js';
import { frequentItemsets, type ItemsetParameters } from './frequent-itemsets.js';

/** Each itemset as `items: number of baskets`. */
function found(baskets: readonly (readonly number[])[], parameters: ItemsetParameters): string[] {
  const itemsets = frequentItemsets(packLists(baskets), parameters);
  return Array.from(itemsets.counts, (count, at) => `${listAt(itemsets, at).join(' ')}: ${count}`);
}

const [bread, milk, butter, beer] = [0, 1, 2, 3] as const;
const shopping = [[bread, milk], [butter, bread], [milk, bread, butter], [milk], [beer, bread, milk]];

describe('frequent itemsets', () => {
  it('are those in enough of the baskets, the most frequent first, then the shorter, then the lower items', () => {
    expect(found(shopping, { minSupport: 0.4 })).toEqual(['0: 4', '1: 4', '0 1: 3', '2: 2', '0 2: 2']);
    expect(found(shopping, { minSupport: 0.6 })).toEqual(['0: 4', '1: 4', '0 1: 3']);
    expect(found(shopping, { minSupport: 1 })).toEqual([]);
  });

  it('have at most `maxLength` items', () => {
    const longest = (maxLength: number) => found(shopping, { minSupport: 0.2, maxLength }).at(-1);
    expect([longest(1), longest(2), longest(3)]).toEqual(['3: 1', '1 3: 1', '0 1 3: 1']);
    expect(longest(Number.MAX_SAFE_INTEGER)).toBe('0 1 3: 1');
    const all = { minSupport: 0.2, maxLength: Number.MAX_SAFE_INTEGER, most: 10 };
    expect(frequentItemsets(packLists(shopping), all).cut).toEqual({ minSupport: 0.2, maxLength: 2 });
  });

  it('count a repeat in a basket once', () => {
    expect(
      found(
        [
          [5, 5, 7, 5],
          [7, 5, 7],
          [9, 9],
        ],
        { minSupport: 0.5 },
      ),
    ).toEqual(['5: 2', '7: 2', '5 7: 2']);
  });

  it('at exactly the least support are among them, also where the product of share and baskets is rounded up', () => {
    expect(0.07 * 100).toBeGreaterThan(7);
    const baskets = Array.from({ length: 100 }, (_, basket) => (basket < 7 ? [1] : basket < 13 ? [2] : []));
    expect(found(baskets, { minSupport: 0.07 })).toEqual(['1: 7']);
  });

  it('are none of no baskets and of empty ones', () => {
    expect(found([], { minSupport: 0.1 })).toEqual([]);
    expect(found([[], []], { minSupport: 0.1 })).toEqual([]);
  });

  it('are the same as by testing every subset of every basket', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(7), { maxLength: 7 }), { maxLength: 25 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (baskets, minSupport, maxLength) => {
          expect(found(baskets, { minSupport, maxLength })).toEqual(everyItemset(baskets, { minSupport, maxLength }));
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('more than `most` frequent itemsets', () => {
  it('are cut to those in more baskets, and among those in as many, to the shorter', () => {
    const cut = (most: number) => {
      const { counts, cut } = frequentItemsets(packLists(shopping), { minSupport: 0.2, most });
      return { found: counts.length, ...cut };
    };
    // In 4 baskets: bread, milk. In 3: both. In 2: butter; butter and bread. In 1: beer; three pairs; two triples.
    expect(cut(11)).toEqual({ found: 11 });
    expect(cut(10)).toEqual({ found: 9, minSupport: 0.2, maxLength: 2 });
    expect(cut(5)).toEqual({ found: 5, minSupport: 0.4, maxLength: 4 });
    expect(cut(4)).toEqual({ found: 4, minSupport: 0.4, maxLength: 1 });
    expect(cut(1)).toEqual({ found: 0, minSupport: 1, maxLength: 4 });
  });

  it('are cut to what the settings in force find, as many as there is room for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(9), { maxLength: 8 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        (baskets, most) => {
          const all = everyItemset(baskets, { minSupport: 0.01, maxLength: 4 });
          const { counts, cut } = frequentItemsets(packLists(baskets), { minSupport: 0.01, most });
          const grade = (one: string) => {
            const [items, count] = one.split(': ');
            return 10 * Number(count) - items!.split(' ').length;
          };
          const kept = found(baskets, { minSupport: 0.01, most });
          expect(kept).toEqual(all.slice(0, kept.length));
          expect(kept.length).toBeLessThanOrEqual(most);
          expect(cut === undefined).toBe(all.length <= most);
          if (!cut) return;
          const inForce = 10 * Math.round(cut.minSupport * baskets.length) - cut.maxLength;
          expect(counts.length).toBe(all.filter((one) => grade(one) >= inForce).length);
          // One grade more would be too many.
          const next = grade(all[kept.length]!);
          expect(all.filter((one) => grade(one) >= next).length).toBeGreaterThan(most);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('do not explode: a thousand baskets of the same 40 items have 2⁴⁰ − 1', () => {
    const items = Array.from({ length: 40 }, (_, item) => item);
    const tested = vi.spyOn(FoundItemsets.prototype, 'add');
    const most = 2000;
    const { counts, cut } = frequentItemsets(packLists(Array.from({ length: 1000 }, () => items)), {
      ...{ minSupport: 0.001, maxLength: 40, most },
    });
    // All of one and two items: 40 + 780. Those of three are 9,880.
    expect(counts.length).toBe(820);
    expect(cut).toEqual({ minSupport: 1, maxLength: 2 });
    expect(tested.mock.calls.length).toBeLessThan(2 * most * items.length);
    tested.mockRestore();
  });

  it('do not explode where no two baskets are alike and every pair is in one', () => {
    const random = seededRandom(1);
    const baskets = Array.from({ length: 200 }, () => Array.from({ length: 150 }, () => random.int(20_000)));
    const tested = vi.spyOn(FoundItemsets.prototype, 'add');
    const { counts, cut } = frequentItemsets(packLists(baskets), { minSupport: 1e-9, maxLength: 150, most: 1000 });
    expect(counts.length).toBeLessThanOrEqual(1000);
    expect(cut!.minSupport).toBeGreaterThan(1 / 200);
    expect(tested.mock.calls.length).toBeLessThan(50_000);
    tested.mockRestore();
  });
});

it('need settings in their range', () => {
  const of = (parameters: Partial<ItemsetParameters>) => () => found(shopping, { minSupport: 0.1, ...parameters });
  for (const minSupport of [0, 1.1, Number.NaN])
    expect(of({ minSupport })).toThrow(
      new InputError(`minSupport is ${minSupport}`, {}, 'a share of the baskets above 0, at most 1'),
    );
  expect(of({ maxLength: 0 })).toThrow('maxLength is 0\n  expected: a positive whole number');
  expect(of({ most: 1.5 })).toThrow('most is 1.5\n  expected: a positive whole number');
});

/** The frequent itemsets in order, by counting every subset of every basket. */
function everyItemset(
  baskets: readonly (readonly number[])[],
  { minSupport, maxLength }: Required<Pick<ItemsetParameters, 'minSupport' | 'maxLength'>>,
): string[] {
  const counts = new Map<string, number>();
  for (const basket of baskets)
    for (const items of subsets([...new Set(basket)].sort((a, b) => a - b)))
      if (items.length > 0 && items.length <= maxLength)
        counts.set(items.join(' '), (counts.get(items.join(' ')) ?? 0) + 1);
  // Items of one digit: of one length, the order of the texts is that of the items.
  return [...counts]
    .filter(([, count]) => count / baskets.length >= minSupport)
    .sort(([a, m], [b, n]) => n - m || a.length - b.length || (a < b ? -1 : 1))
    .map(([items, count]) => `${items}: ${count}`);
}

const subsets = (items: readonly number[]): number[][] =>
  Array.from({ length: 2 ** items.length }, (_, chosen) => items.filter((_, i) => chosen & (1 << i)));
