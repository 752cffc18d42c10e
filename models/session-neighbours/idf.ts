import type { SessionIndex } from './session-index.js';

/** Inverse document frequency of each item, ln(sessions / sessions that hold it); infinite for an item that none holds. */
export const idf = ({ ended, byItem: { offsets } }: SessionIndex): Float64Array =>
  Float64Array.from({ length: offsets.length - 1 }, (_, item) =>
    Math.log(ended.length / (offsets[item + 1]! - offsets[item]!)),
  );
