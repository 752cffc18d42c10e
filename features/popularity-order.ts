/**
 * Returns the items in descending order of popularity, ties by item id.
 * @param popularity one entry per item: events, or any other figure.
 */
export const popularityOrder = (popularity: Int32Array | Float64Array): Int32Array =>
  Int32Array.from(popularity.keys()).sort((a, b) => popularity[b]! - popularity[a]! || a - b);
