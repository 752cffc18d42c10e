import { describe, expect, it } from 'vitest';
import { packLists } from '../../../data/index.js';
import { sessionParallel } from './session-parallel.js';

const steps = (sessions: number[][], rows: number, fewest?: number) =>
  Array.from(sessionParallel(packLists(sessions), rows, fewest), ({ input, target, carried }) => ({
    clicks: Array.from(input, (item, row) => `${item}→${target[row]}`),
    carried: [...carried],
  }));

describe('session-parallel batches', () => {
  it('takes six sessions on three rows, as drawn by hand', () => {
    //      1 2 3 │ 8 9 9 0
    //      4 5 │ 6 7 │ 1 0 │
    //      2 4 6 8 0 │       (no session is left)
    const sessions = [
      [1, 2, 3],
      [4, 5],
      [2, 4, 6, 8, 0],
      [6, 7],
      [8, 9, 9, 0],
      [1, 0],
    ];
    expect(steps(sessions, 3)).toEqual([
      { clicks: ['1→2', '4→5', '2→4'], carried: [-1, -1, -1] },
      { clicks: ['2→3', '4→6', '6→7'], carried: [0, 2, -1] },
      { clicks: ['6→8', '8→9', '1→0'], carried: [1, -1, -1] },
      { clicks: ['8→0', '9→9'], carried: [0, 1] },
      { clicks: ['9→0'], carried: [1] },
    ]);
  });

  it('puts the next sessions in order in the place of two that end together', () => {
    const sessions = [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ];
    expect(steps(sessions, 2).map(({ clicks }) => clicks)).toEqual([
      ['1→2', '3→4'],
      ['5→6', '7→8'],
    ]);
  });

  it('has no more rows than there are sessions', () => {
    expect(steps([[1, 2]], 5)).toEqual([{ clicks: ['1→2'], carried: [-1] }]);
  });

  it('ends when fewer rows are left than a step needs', () => {
    const sessions = [
      [1, 2, 3, 4],
      [5, 6],
    ];
    expect(steps(sessions, 2, 2)).toEqual([{ clicks: ['1→2', '5→6'], carried: [-1, -1] }]);
  });

  it('learns every click of every session but the first', () => {
    const sessions = Array.from({ length: 40 }, (_, s) => Array.from({ length: 2 + (s % 7) }, (_, i) => 10 * s + i));
    const learnt = steps(sessions, 6).flatMap(({ clicks }) => clicks);
    const all = sessions.flatMap((items) => items.slice(1).map((item, i) => `${items[i]}→${item}`));
    expect(learnt.sort()).toEqual(all.sort());
  });
});
