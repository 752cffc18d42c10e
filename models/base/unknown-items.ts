import { type Queries, queryCount } from './recommender.js';

/** An id that no vocabulary reaches. */
const unknown = 2 ** 31 - 1;

/** The same queries, with the −1 that `Vocabulary.indexOf` gives for an unknown item as an id that no model knows. */
export function withUnknownItems(queries: Queries): Queries {
  const { from, to, events } = queries;
  // Contexts of one session overlap: what was looked at, from `first` to `last`, is not looked at again.
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
