import { type Queries, queryCount } from './recommender.js';

/** An id larger than any vocabulary. */
const unknown = 2 ** 31 - 1;

/** Returns the queries with each −1, `Vocabulary.indexOf`'s id of an unknown item, replaced by an id that no model knows. */
export function withUnknownItems(queries: Queries): Queries {
  const { from, to, events } = queries;
  // Contexts of one session overlap: the events from `first` to `last` are not checked again.
  let [first, last] = [0, 0];
  for (let query = 0; query < queryCount(queries); query++) {
    if (from[query]! < first || from[query]! > last) {
      first = from[query]!;
      last = first;
    }
    for (; last < to[query]!; last++)
      if (events.item[last]! < 0) {
        const item = events.item.map((item) => (item < 0 ? unknown : item));
        return { ...queries, events: { ...events, item } };
      }
  }
  return queries;
}
