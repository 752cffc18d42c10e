import { packLists, seededRandom } from '../../data/index.js';
import type { Benchmark } from '../../testing/bench/benchmark.js';
import { frequentItemsets } from './frequent-itemsets.js';

/** A million baskets of 4.5 of 100,000 items on average: half of them by popularity, half beside the first. */
function manyBaskets() {
  const random = seededRandom(1);
  const popular = () => Math.floor(100_000 ** random.float());
  return packLists(
    Array.from({ length: 1_000_000 }, () => {
      const first = popular();
      const length = 1 + Math.floor(-4 * Math.log(1 - random.float()));
      return Array.from({ length }, () => (random.float() < 0.5 ? popular() : (first + random.int(8)) % 100_000));
    }),
  );
}

const itemsets = (minSupport: number) => ({
  unit: 's' as const,
  clock: 'cpu' as const,
  memory: true as const,
  prepare: async () => {
    const baskets = manyBaskets();
    return () => frequentItemsets(baskets, { minSupport });
  },
});

const about = 'itemsets of up to 4 of 100,000 items in a million baskets';

export const frequentItemsetsBench: Benchmark = {
  ...itemsets(1e-4),
  name: 'itemsets',
  about: `${about}, in 100 or more`,
};
export const cutItemsetsBench: Benchmark = {
  ...itemsets(1e-6),
  name: 'itemsets-cut',
  about: `${about}, in one or more, cut to the first 100,000`,
};
