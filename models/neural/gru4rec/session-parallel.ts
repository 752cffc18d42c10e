import type { Lists } from '../../../data/index.js';

/** One step of sessions side by side: a row a session, those that go on before those that begin. The arrays are reused. */
export interface Lanes {
  /** The item that each session is at … */
  readonly input: Int32Array;
  /** … and the one that comes next in it. */
  readonly target: Int32Array;
  /** The row that a session had in the step before, whose hidden state it goes on from; −1 where it begins. */
  readonly carried: Int32Array;
}

/**
 * Goes through sessions side by side, one click a step. A session that ends makes room for the next; when none is left there is a row
 * less.
 *
 * Sessions `a b c`, `d e`, `f g` on two rows: a→b d→e, then b→c f→g, of which the second begins.
 *
 * Source: Hidasi et al. 2016, "Session-based recommendations with recurrent neural networks", section 3.1.1.
 * @param sessions in the order in which they are taken; each has at least two items.
 * @param rows that there are at most.
 * @param fewest rows that a step needs: it ends when fewer are left.
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
