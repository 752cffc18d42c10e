import { type EventsBehind, rankingFeatures } from '../../features/index.js';
import { heaviestFirst, merged } from '../base/evidence.js';
import type { Evidence, Via } from '../base/recommender.js';
import { fusedOf } from './candidates.js';

/** A ranked candidate: its columns are the {@link rankingFeatures}, for each retriever its rank and share, and `fused`. */
export interface RankedItem {
  /** Known to train. */
  readonly item: number;
  readonly names: readonly string[];
  readonly values: Float32Array;
  /** What each column adds to the score, and behind them what every item gets. */
  readonly contributions: Float64Array;
  /** For each retriever, why it lists the item; none where it does not say. */
  readonly retrieved: readonly (readonly Evidence[])[];
}

/** Features of items that say something else than how much visitors like them. */
const notPopularity = new Set(['age', 'idle', 'price', 'available']);
/** Features of a pair that say what others did with the item until the visitor's last event. */
const ofOthers = /^events-of-.*-before-last$/;

const viaOf: Readonly<Record<string, Via>> = {
  carted: 'baskets',
  bought: 'purchases',
  'category-share': 'category',
  'category-of-last': 'category',
};

/**
 * Turns what columns add to a ranker's score into evidence, whose weights sum to the score.
 *
 * A retriever's columns are divided as its own evidence is, those of pairs as the events behind them are; what neither event nor popularity
 * stands behind remains evidence of its `feature`.
 */
export function rankedEvidence(
  { item, names, values, contributions, retrieved }: RankedItem,
  behind: EventsBehind,
): Evidence[] {
  const own = rankingFeatures.length;
  const evidence: Evidence[] = [];
  const addRetrieved = (retriever: number, feature: string, amount: number) => {
    const isListed = !Number.isNaN(values[own + 2 * retriever]!);
    evidence.push(...divided(amount, feature, isListed ? retrieved[retriever]! : []));
  };
  for (const [column, feature] of names.entries()) {
    const amount = contributions[column]!;
    if (amount === 0) continue;
    if (column < own) {
      const { of } = rankingFeatures[column]!;
      const via = viaOf[feature];
      const events = [...behind.of(feature, values[column]!, item)].map(
        ([event, weight]): Evidence => ({ kind: 'event', event, weight, ...(via && { via }) }),
      );
      const popular = of === 'item' ? !notPopularity.has(feature) : ofOthers.test(feature);
      evidence.push(...divided(amount, feature, popular ? [{ kind: 'popularity', weight: 1 }] : events));
    } else if (column < names.length - 1) addRetrieved((column - own) >> 1, feature, amount);
    else
      for (const retriever of retrieved.keys())
        addRetrieved(retriever, feature, (amount * fusedOf(values[own + 2 * retriever]!)) / values[column]!);
  }
  evidence.push({ kind: 'feature', feature: 'base', weight: contributions[names.length]! });
  return heaviestFirst(merged(evidence.filter(({ weight }) => weight !== 0)));
}

/** Divides an amount in proportion to the evidence that speaks for an item; without any it is the feature's. */
function divided(weight: number, feature: string, evidence: readonly Evidence[]): Evidence[] {
  const speaking = evidence.filter((one) => one.weight > 0);
  if (speaking.length === 0) return [{ kind: 'feature', feature, weight }];
  const total = speaking.reduce((sum, one) => sum + one.weight, 0);
  return speaking.map((one) => ({ ...one, weight: (weight * one.weight) / total }));
}
