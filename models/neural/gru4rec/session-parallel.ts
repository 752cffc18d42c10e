import type { Lists } from '../../../data/index.js';

/** One step of sessions side by side, one row a session; those that continue come before those that begin. The arrays are reused. */
export interface Lanes {
  /** Each session's current item … */
  readonly input: Int32Array;
  /** … and its next item. */
  readonly target: Int32Array;
  /** The row of each session in the step before, whose hidden state it continues; −1 where it begins. */
  readonly carried: Int32Array;
}

/**
 * Iterates over sessions side by side, one click a step. A session that ends is replaced by the next one; when none is left, there is
 * one row fewer.
 *
 * Sessions `a b c`, `d e`, `f g` on two rows: a→b d→e, then b→c f→g, of which the second begins.
 *
 * Source: Hidasi et al. 2016, "Session-based recommendations with recurrent neural networks", section 3.1.1.
 * @param sessions in the order in which they are taken; each has at least two items.
 * @param rows the most rows in a step.
 * @param fewest the rows that a step requires: iteration ends when fewer are left.
 */
export function* sessionParallel({ offsets, values }: Lists, rows: number, fewest = 1): Generator<Lanes> {
  const sessions = offsets.length - 1;
  const input = new Int32Array(rows);
  const target = new Int32Array(rows);
  const carried = new Int32Array(rows).fill(-1);
  const session = Int32Array.from(input.keys());
  const place = offsets.slice(0, rows);
  let open = Math.min(rows, sessions);
  let next = open;
  while (open >= fewest && open > 0) {
    for (let row = 0; row < open; row++) {
      input[row] = values[place[row]!]!;
      target[row] = values[place[row]! + 1]!;
    }
    yield { input: input.subarray(0, open), target: target.subarray(0, open), carried: carried.subarray(0, open) };
    let kept = 0;
    for (let row = 0; row < open; row++) {
      if (place[row]! + 2 >= offsets[session[row]! + 1]!) continue;
      session[kept] = session[row]!;
      place[kept] = place[row]! + 1;
      carried[kept++] = row;
    }
    for (; kept < open && next < sessions; kept++, next++) {
      session[kept] = next;
      place[kept] = offsets[next]!;
      carried[kept] = -1;
    }
    open = kept;
  }
}
