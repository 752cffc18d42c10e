import { Vocabulary } from '../../data/index.js';

/** Clusters 0, 1, … for the visitors of the queries, in order of first appearance. */
export const clusterByVisitor = (visitor: Int32Array): Int32Array => Vocabulary.encode(visitor).dense;

/** Distinct items, ascending. */
export const distinctItems = (items: Iterable<number>): Int32Array => Int32Array.from(new Set(items)).sort();
