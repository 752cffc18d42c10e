import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventKind, eventKinds, filterEvents, InputError, type WeightedLists } from '../data/index.js';
import { type EventLine, logOf } from '../testing/log-of.js';
import { binarySignal, type Signal, type SignalInput, signalSchema } from './signal.js';
import { assertSignal, rowSignals, signalMatrix } from './signal-matrix.js';

const day = 86_400_000;

const signal = (given: SignalInput = {}): Signal => signalSchema().parse(given);

/** The rows of a matrix as people write them: [item, weight] pairs, weights to six places. */
const rowsOf = ({ offsets, values, weights }: WeightedLists): [item: number, weight: number][][] =>
  Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from({ length: offsets[row + 1]! - offsets[row]! }, (_, at) => {
      const place = offsets[row]! + at;
      return [values[place]!, Number(weights[place]!.toFixed(6))];
    }),
  );

const events = (...lines: [visitor: number, item: number, event?: EventKind, days?: number][]) =>
  logOf(
    lines.map(([visitor, item, event = 'view', days = 0]): EventLine => ({ visitor, item, event, time: days * day })),
  );

const worth = (log: ReturnType<typeof events>, given: SignalInput) => rowsOf(signalMatrix(log, signal(given)));

describe('signalMatrix', () => {
  it('weighs events by kind, 1 / 3 / 5 unless said', () => {
    const log = events([1, 10], [1, 20, 'addtocart'], [2, 20, 'transaction'], [3, 10]);
    expect(worth(log, {})).toEqual([
      [
        [0, 1],
        [1, 3],
      ],
      [[1, 5]],
      [[0, 1]],
    ]);
    expect(worth(log, { weights: { view: 1, addtocart: 1, transaction: 1 } })[1]).toEqual([[1, 1]]);
  });

  it('counts each further event of a pair .8 times the one before', () => {
    const log = events([1, 10], [1, 20], [1, 10], [1, 10, 'addtocart']);
    expect(worth(log, {})).toEqual([
      [
        [0, 3.72], // 1 + .8 · 1 + .64 · 3
        [1, 1],
      ],
    ]);
    expect(worth(log, { repeats: 0 })[0]![0]).toEqual([0, 1]);
    expect(worth(log, { repeats: 1 })[0]![0]).toEqual([0, 5]);
  });

  it('leaves out what is worth nothing: it is no event, and no repeat', () => {
    const log = events([1, 10], [1, 10], [1, 20], [1, 10, 'transaction'], [2, 20]);
    expect(worth(log, { weights: { view: 0 } })).toEqual([[[0, 5]], []]);
    const { values, weights } = signalMatrix(log, signal({ weights: { view: 0 } }));
    expect([values.length, weights.length]).toEqual([1, 1]);
  });

  it('halves an event each half-life, or lets it fall to 1/e, counted back from the end of the log', () => {
    const log = events([1, 10, 'view', 0], [1, 20, 'addtocart', 50], [2, 10, 'view', 75], [2, 10, 'view', 100]);
    expect(worth(log, { decay: { halfLifeDays: 25 } })).toEqual([
      [
        [0, 1 / 16],
        [1, 3 / 4],
      ],
      [[0, 1 / 2 + 0.8]],
    ]);
    const [[first]] = worth(log, { decay: { scaleDays: 25 } }) as [[[number, number]]];
    expect(first[1]).toBeCloseTo(Math.exp(-100 / 25), 6);
  });

  it('caps what a pair is worth', () => {
    const log = events([1, 10, 'transaction'], [1, 10, 'transaction'], [1, 20]);
    expect(worth(log, { cap: 6 })[0]).toEqual([
      [0, 6],
      [1, 1],
    ]);
    expect(worth(log, binarySignal)[0]).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  // Visitors 1, 2, 3 of four items; raw worths 1 0 3 0 / 3.72 1 0 0 / 0 5 1 0.
  const weightedLog = events(
    ...([
      [1, 10],
      [1, 30, 'addtocart'],
      [2, 10],
      [2, 10],
      [2, 10, 'addtocart'],
      [2, 20],
      [3, 20, 'transaction'],
      [3, 30],
    ] as [number, number, EventKind?][]),
  );
  const fourItems = {
    ...weightedLog,
    items: logOf([10, 20, 30, 40].map((item) => ({ visitor: 1, item, time: 0 }))).items,
  };

  // From implicit 0.7.3: bm25_weight(X.T, K1, B).T and tfidf_weight(X.T).T of the matrix X above.
  it.each([
    [{ weighting: 'bm25' }, [0.257869, 0.443802, 0.455012, 0.228699, 0.46761, 0.2778]],
    [{ weighting: 'bm25', k1: 0.5, b: 0.1 }, [0.284997, 0.369418, 0.379125, 0.281761, 0.390058, 0.286851]],
    [{ weighting: 'tf-idf' }, [0.287682, 0.49828, 0.554861, 0.287682, 0.643277, 0.287682]],
  ] as const)('%o is what implicit makes of it', (given, expected) => {
    const matrix = signalMatrix(fourItems, signal(given));
    expect([...matrix.values]).toEqual([0, 2, 0, 1, 1, 2]);
    matrix.weights.forEach((weight, at) => {
      expect(weight).toBeCloseTo(expected[at]!, 5);
    });
  });

  it('empties the row of a visitor who knows every item, or all but one: weighting finds it tells nothing', () => {
    const log = events([1, 10], [1, 20], [1, 30], [2, 30], [3, 10], [3, 20]);
    expect(worth(log, { weighting: 'bm25' }).map((row) => row.length)).toEqual([0, 1, 0]);
    const { values, weights } = signalMatrix(log, signal({ weighting: 'bm25' }));
    expect([values.length, weights.length]).toEqual([1, 1]);
  });

  it.each([40, 41, 100])('puts the items of a row in ascending order, %i of them too', (size) => {
    const log = events(...Array.from({ length: size }, (_, at) => [1, size - at] as [number, number]));
    expect([...signalMatrix(log, signal()).values]).toEqual([...Array(size).keys()]);
  });

  it('leaves out a pair that has decayed below the smallest 32-bit float', () => {
    const log = events([1, 10, 'view', 0], [1, 20, 'view', 200]);
    expect(worth(log, { decay: { halfLifeDays: 1 } })).toEqual([[[1, 1]]]);
  });

  it('agrees with the definition on random logs', () => {
    const line = fc.record({
      visitor: fc.nat(4),
      item: fc.nat(5),
      time: fc.nat(40).map((days) => days * day),
      event: fc.constantFrom(...eventKinds),
    });
    const signals = fc.record({
      weights: fc.record({
        view: fc.constantFrom(0, 1),
        addtocart: fc.constantFrom(0, 3),
        transaction: fc.constant(5),
      }),
      decay: fc.constantFrom('none' as const, { halfLifeDays: 7 }, { scaleDays: 25 }),
      repeats: fc.constantFrom(0, 0.8, 1),
      cap: fc.constantFrom(null, 4),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), signals, (lines, given) => {
        const log = logOf([...lines, { visitor: 0, item: 0, time: 40 * day, event: 'transaction' }]);
        const matrix = rowsOf(signalMatrix(log, signal(given)));
        expect(matrix).toEqual(naive(log, signal(given)));
      }),
    );
  });
});

/** The definition, pair by pair. */
function naive(log: ReturnType<typeof logOf>, { weights, decay, repeats, cap }: Signal) {
  const end = log.time.at(-1)!;
  const aged = (age: number) => {
    if (decay === 'none') return 1;
    return 'halfLifeDays' in decay ? 2 ** (-age / day / decay.halfLifeDays) : Math.exp(-age / day / decay.scaleDays);
  };
  return [...Array(log.visitors.size).keys()].map((visitor) =>
    [...Array(log.items.size).keys()].flatMap((item): [number, number][] => {
      const sum = [...log.time.keys()]
        .filter((event) => log.visitor[event] === visitor && log.item[event] === item)
        .map((event) => weights[eventKinds[log.event[event]!]!] * aged(end - log.time[event]!))
        .filter((gain) => gain > 0)
        .reduce((total, gain, n) => total + gain * repeats ** n, 0);
      const pair = Math.fround(Math.min(sum, cap ?? sum));
      return pair > 0 ? [[item, Number(pair.toFixed(6))]] : [];
    }),
  );
}

describe('rowSignals', () => {
  it('weighs the row of someone unseen as the matrix weighs one of its own', () => {
    const log = events(
      [1, 10],
      [1, 20, 'addtocart', 5],
      [2, 20, 'view', 6],
      [3, 30],
      [3, 20, 'transaction', 9],
      [4, 40],
    );
    const given = signal({ weighting: 'bm25', decay: { halfLifeDays: 3 } });
    const matrix = signalMatrix(log, given);
    const { item, event: kind, time } = filterEvents(log, (event) => log.visitor[event] === 0);
    const row = { item, kind, time, offsets: Int32Array.of(0, 2), now: () => 9 * day };
    for (const own of [rowSignals(row, given, matrix.statistics), rowSignals(row, given, matrix.statistics)])
      expect(rowsOf(own)[0]).toEqual(rowsOf(matrix)[0]);
  });

  it('leaves out an item that the matrix has no column for', () => {
    const { statistics } = signalMatrix(events([1, 10], [2, 20]), signal());
    const columns = { item: Int32Array.of(2, 1), kind: new Uint8Array(2), time: new Float64Array(2) };
    const row = { ...columns, offsets: Int32Array.of(0, 2), now: () => 0 };
    expect(rowsOf(rowSignals(row, signal(), statistics))).toEqual([[[1, 1]]]);
  });
});

describe('bad input', () => {
  const log = events([1, 10], [2, 20]);
  const asked = (bad: typeof log, given: SignalInput = {}) => {
    try {
      signalMatrix(bad, signal(given));
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return (error as InputError).message;
    }
    return undefined;
  };

  it('wants a clock for decay', () => {
    expect(asked({ ...log, clock: 'order' }, { decay: { scaleDays: 25 } })).toMatch(/decay needs times.*\n.*"none"/);
    expect(asked({ ...log, clock: 'order' })).toBeUndefined();
  });

  it('wants a row left', () => {
    expect(asked(log, { weights: { view: 0 } })).toMatch(/no row left/);
    expect(() => assertSignal(log, signal({ weights: { view: 0 } }))).toThrow(
      /no row left.*\n.*a kind whose weight is above 0/,
    );
    expect(asked(events([1, 10], [2, 10]), { weighting: 'tf-idf' })).toMatch(/no row left/);
  });

  it('names the event whose time is no number', () => {
    const timed = (...time: number[]) => asked({ ...log, time: Float64Array.from(time) }, { decay: { scaleDays: 25 } });
    expect(timed(0, Number.NaN)).toMatch(/data row 1 is NaN\n.*milliseconds/);
    expect(timed(Number.NEGATIVE_INFINITY, 0)).toMatch(/data row 0 is -Infinity/);
  });
});
