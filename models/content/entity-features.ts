import { type Lists, packLists, type WeightedLists } from '../../data/index.js';
import { funnelStages } from '../../features/index.js';
import { TopK } from '../base/rankings.js';

/**
 * The features of items: item `i`'s identity is feature `i`; its heaviest tokens follow, token `t` being feature items + t.
 * @param tokens item × token, weight of the token for the item.
 * @param most the largest number of tokens an item has as features.
 */
export function itemFeatures(tokens: WeightedLists, most: number): Lists {
  const items = tokens.offsets.length - 1;
  const longest = tokens.offsets.reduce((max, offset, i) => Math.max(max, offset - (tokens.offsets[i - 1] ?? 0)), 0);
  const kept = Math.min(most, longest);
  const best = new TopK(kept);
  const token = new Int32Array(kept);
  const weight = new Float64Array(kept);
  return packLists(
    Array.from({ length: items }, (_, item) => {
      for (let at = tokens.offsets[item]!; at < tokens.offsets[item + 1]!; at++)
        best.offer(tokens.values[at]!, tokens.weights[at]!);
      const found = best.drain(token, weight, 0);
      return [item, ...token.subarray(0, found).map((code) => items + code)];
    }),
  );
}

/** Traits of visitors, or of the owners of contexts: one entry each. */
export interface VisitorTraits {
  /** The funnel stage reached, see `funnelStages`. */
  readonly stage: Uint8Array;
  /** The token of the largest total weight over the items touched; −1 if none has weight. */
  readonly favourite: Int32Array;
}

/**
 * Returns the traits of the rows of a matrix row × item.
 * @param stageOf the code of the funnel stage that a row's visitor has reached.
 * @param tokens item × token, weight of the token for the item.
 */
export function visitorTraits(
  touched: WeightedLists,
  stageOf: (row: number) => number,
  tokens: WeightedLists,
): VisitorTraits {
  const rows = touched.offsets.length - 1;
  const stage = new Uint8Array(rows);
  const favourite = new Int32Array(rows).fill(-1);
  const sums = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    stage[row] = stageOf(row);
    sums.clear();
    for (let i = touched.offsets[row]!; i < touched.offsets[row + 1]!; i++) {
      const item = touched.values[i]!;
      for (let at = tokens.offsets[item]!; at < tokens.offsets[item + 1]!; at++) {
        const token = tokens.values[at]!;
        sums.set(token, (sums.get(token) ?? 0) + touched.weights[i]! * tokens.weights[at]!);
      }
    }
    let most = 0;
    for (const [token, sum] of sums) {
      if (sum < most || (sum === most && token > favourite[row]!)) continue;
      most = sum;
      favourite[row] = token;
    }
  }
  return { stage, favourite };
}

/** The number of trait features: one for each stage, then one for each token. */
export const traitFeatureCount = (tokens: number): number => funnelStages.length + tokens;

/** The features of a row's traits, numbered from `first`. */
export function traitFeatures({ stage, favourite }: VisitorTraits, row: number, first: number): number[] {
  const token = favourite[row]!;
  const reached = first + stage[row]!;
  return token < 0 ? [reached] : [reached, first + funnelStages.length + token];
}

/** The features of visitors: visitor `v`'s identity is feature `v`; its traits follow, if there are any. */
export function visitorFeatures(visitors: number, traits?: VisitorTraits): Lists {
  const offsets = new Int32Array(visitors + 1);
  const values = new Int32Array(3 * visitors);
  for (let visitor = 0; visitor < visitors; visitor++) {
    const own = [visitor, ...(traits ? traitFeatures(traits, visitor, visitors) : [])];
    values.set(own, offsets[visitor]);
    offsets[visitor + 1] = offsets[visitor]! + own.length;
  }
  return { offsets, values: values.slice(0, offsets[visitors]!) };
}
