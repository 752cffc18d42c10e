import type { Lists } from '../../data/index.js';

/** One step of sessions side by side: a row a session. The arrays are reused from step to step. */
export interface Lanes {
  /** The item that each session is at … */
  readonly input: Int32Array;
  /** … and the one that comes next in it. */
  readonly target: Int32Array;
  /** The row that a session had in the step before, whose hidden state it goes on from; −1 where it begins. */
  readonly carried: Int32Array;
}

/**
 * Goes through sessions side by side, one click a step. A session that ends makes room for the next in the same row; when none is
 * left its row is dropped and the rows behind move up.
 *
 * Sessions `a b c`, `d e`, `f g` on two rows: a→b d→e, then b→c f→g, where row 1 begins anew.
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
      const goesOn = place[row]! + 2 < offsets[session[row]! + 1]!;
      if (!goesOn && next >= sessions) continue;
      session[kept] = goesOn ? session[row]! : next++;
      place[kept] = goesOn ? place[row]! + 1 : offsets[session[kept]!]!;
      carried[kept++] = goesOn ? row : -1;
    }
    open = kept;
  }
}
