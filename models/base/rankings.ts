import type { Rankings } from './recommender.js';

/** Rankings of `count` queries, all places empty (item −1, score −Infinity). */
export function emptyRankings(count: number, k: number): Rankings {
  return {
    k,
    items: new Int32Array(count * k).fill(-1),
    scores: new Float64Array(count * k).fill(Number.NEGATIVE_INFINITY),
  };
}

/**
 * Keeps the `k` best of the candidates offered, by falling score, ties by the smaller item id: the result does not depend
 * on the order of the offers. A binary heap whose root is the worst candidate kept.
 */
export class TopK {
  readonly #items: Int32Array;
  readonly #scores: Float64Array;
  #size = 0;

  constructor(readonly k: number) {
    this.#items = new Int32Array(k);
    this.#scores = new Float64Array(k);
  }

  offer(item: number, score: number): void {
    const items = this.#items;
    const scores = this.#scores;
    let at: number;
    if (this.#size < this.k) {
      at = this.#size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(score, item, scores[parent]!, items[parent]!)) break;
        items[at] = items[parent]!;
        scores[at] = scores[parent]!;
        at = parent;
      }
    } else {
      if (this.k === 0 || !worse(scores[0]!, items[0]!, score, item)) return;
      at = this.#sink(item, score);
    }
    items[at] = item;
    scores[at] = score;
  }

  /** Moves worse children up from the root until the candidate has a place; returns that place. */
  #sink(item: number, score: number): number {
    const items = this.#items;
    const scores = this.#scores;
    const size = this.#size;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && worse(scores[child + 1]!, items[child + 1]!, scores[child]!, items[child]!)) child++;
      if (!worse(scores[child]!, items[child]!, score, item)) break;
      items[at] = items[child]!;
      scores[at] = scores[child]!;
      at = child;
    }
    return at;
  }

  /** Writes the candidates, best first, into `items` and `scores` from `start`, clears the heap and returns their number. */
  drain(items: Int32Array, scores: Float64Array, start: number): number {
    const count = this.#size;
    while (this.#size > 0) {
      const last = --this.#size;
      items[start + last] = this.#items[0]!;
      scores[start + last] = this.#scores[0]!;
      const item = this.#items[last]!;
      const score = this.#scores[last]!;
      const at = this.#sink(item, score);
      this.#items[at] = item;
      this.#scores[at] = score;
    }
    return count;
  }
}

const worse = (score: number, item: number, thanScore: number, thanItem: number): boolean =>
  score < thanScore || (score === thanScore && item > thanItem);
