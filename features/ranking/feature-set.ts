import { createHash } from 'node:crypto';
import { dayMs, InputError, type Lists, listAt } from '../../data/index.js';
import { contextFeatures } from './context-features.js';
import type { Feature } from './feature.js';
import { itemFeatures } from './item-features.js';
import type { ItemKnowledge } from './item-knowledge.js';
import { Moment, type Moments } from './moment.js';
import { pairFeatures } from './pair-features.js';

/** All features for ranking candidates, in the order of their columns. */
export const rankingFeatures: readonly Feature[] = [...contextFeatures, ...itemFeatures, ...pairFeatures];

/** The names of a set of features and what they mean, as stored with a model that learnt from them. */
export interface FeatureSet {
  readonly names: readonly string[];
  /** Changes with every change of a name, an owner, a unit or an age. */
  readonly version: string;
}

/** Describes features. */
export function featureSet(features: readonly Feature[]): FeatureSet {
  const schemas = features.map(({ name, of, unit, ...more }) => [
    name,
    of,
    unit,
    'staleAfterDays' in more ? more.staleAfterDays : null,
  ]);
  return {
    names: features.map(({ name }) => name),
    version: createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 12),
  };
}

/** @throws InputError for a set that is not that of the features, naming those that it has more or less. */
export function assertSameSet(stored: FeatureSet, features: readonly Feature[]): void {
  const own = featureSet(features);
  if (own.version === stored.version) return;
  const without = (a: readonly string[], b: readonly string[]) => a.filter((name) => !b.includes(name));
  const [gone, more] = [without(stored.names, own.names), without(own.names, stored.names)];
  const differences = [
    gone.length > 0 ? `without ${gone.join(', ')}` : '',
    more.length > 0 ? `with ${more.join(', ')}` : '',
  ].filter((text) => text !== '');
  throw new InputError(
    `learnt from features of version ${stored.version}; this version has ${own.version}${differences.length > 0 ? `, ${differences.join(' and ')}` : ', of which some have another meaning'}`,
    {},
    'a model fitted by this version',
  );
}

/** A matrix of features: one row for each candidate of each moment. */
export interface FeatureMatrix {
  /** Row after row. */
  readonly values: Float32Array;
  readonly columns: number;
  /** For each feature the number of values that were unknown because the knowledge is too old. */
  readonly stale: Int32Array;
}

/** Computes features of moments and their candidates. What depends on the knowledge alone is computed once. */
export class FeatureReader {
  readonly #moment: Moment;
  /** The columns that the items' own features make, by column. */
  readonly #ofItems: readonly (ArrayLike<number> | undefined)[];

  constructor(
    readonly features: readonly Feature[],
    knowledge: ItemKnowledge,
  ) {
    this.#moment = new Moment(knowledge);
    this.#ofItems = features.map((feature) => (feature.of === 'item' ? feature.values(knowledge) : undefined));
  }

  /**
   * Computes the features of candidates.
   * @param candidates list `i`: items known to train, of moment `i`.
   * @param extra columns to leave free behind the features, for what the caller adds.
   */
  matrix(moments: Moments, candidates: Lists, extra = 0): FeatureMatrix {
    const { features } = this;
    const moment = this.#moment;
    const { until, hasClock } = moment.knowledge;
    const columns = features.length + extra;
    const values = new Float32Array(candidates.values.length * columns);
    const stale = new Int32Array(features.length);
    const context = new Float64Array(features.length);
    for (let query = 0; query < moments.time.length; query++) {
      const items = listAt(candidates, query);
      moment.moveTo(moments, query);
      const age = hasClock ? (moment.time - until) / dayMs : 0;
      for (const [column, feature] of features.entries()) {
        if (feature.of === 'visitor' || feature.of === 'session') context[column] = feature.value(moment);
        const isStale = feature.of === 'item' && age > feature.staleAfterDays;
        if (isStale) stale[column]! += items.length;
        const ofItem = isStale ? undefined : this.#ofItems[column];
        let at = candidates.offsets[query]! * columns + column;
        for (let i = 0; i < items.length; i++, at += columns)
          values[at] =
            feature.of === 'pair'
              ? feature.value(moment, items[i]!)
              : feature.of === 'item'
                ? (ofItem?.[items[i]!] ?? Number.NaN)
                : context[column]!;
      }
    }
    return { values, columns, stale };
  }
}
