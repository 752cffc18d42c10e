import { packLists } from '../../data/index.js';
import type { Queries, Scope } from '../../models/index.js';
import { queriesOf } from '../queries-of.js';

/** Three queries to a model of the checkerboard: with items excluded, with an item twice, by a visitor that train does not know. */
export const queries = (scope: Scope = 'session') =>
  queriesOf(
    [
      { visitor: 0, context: [2, 4], exclude: [2, 4] },
      { visitor: 1, context: [3, 3, 5] },
      { visitor: 99, context: [6], exclude: [0, 1, 8] },
    ],
    scope,
  );

/** All items of the checkerboard, one that it does not know and the one that pads rankings, asked about for each query. */
export const everything = (asked: Queries) =>
  packLists(Array.from(asked.visitor, () => Array.from({ length: asks }, (_, i) => i - 1)));

/** The number of items that {@link everything} asks about for each query. */
export const asks = 22;

/** What is owed where a query gets no items. */
export const fallBack =
  'every query gets items: fall back to popularity where nothing is known of its visitor and context';
