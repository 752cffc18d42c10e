import type { ItemKnowledge } from './item-knowledge.js';
import type { Moment } from './moment.js';

/** What is known of a feature besides its values. A value that is unknown is NaN, for which a model learns what to do. */
interface Schema {
  /** Unique in a set, and never given to another definition. */
  readonly name: string;
  readonly unit: 'events' | 'items' | 'share' | 'days' | 'hours' | 'seconds' | 'code' | 'rank' | 'money' | 'ratio';
}

/** A feature of an item, the same for all moments until the knowledge is taken anew. */
export interface ItemFeature extends Schema {
  readonly of: 'item';
  /** After so many days without new knowledge the feature counts as unknown. */
  readonly staleAfterDays: number;
  /** The values of all items. */
  readonly values: (knowledge: ItemKnowledge) => Float64Array | Float32Array | Int32Array;
}

/** A feature of the visitor or of the session in progress, the same for all candidates of a moment. */
export interface ContextFeature extends Schema {
  readonly of: 'visitor' | 'session';
  readonly value: (moment: Moment) => number;
}

/** A feature of a moment and a candidate. */
export interface PairFeature extends Schema {
  readonly of: 'pair';
  readonly value: (moment: Moment, item: number) => number;
}

/** One column of the matrix that a ranker learns from. Its owner is what it is a feature `of`. */
export type Feature = ItemFeature | ContextFeature | PairFeature;
