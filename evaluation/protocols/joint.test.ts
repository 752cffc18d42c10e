import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventKind, eventKinds, type FitParts, type Test } from '../../data/index.js';
import { contextItems } from '../../models/index.js';
import { fitPartsOfLines } from '../../testing/fit-parts-of-lines.js';
import type { EventLine } from '../../testing/log-of.js';
import { readableQueries } from '../../testing/readable-queries.js';
import { jointKinds } from '../metrics/joint.js';
import { jointTask } from './joint.js';

type Step = readonly [event: EventKind, item: number];

/** A session's events, a second apart. */
const session = (session: number, start: number, steps: readonly Step[], visitor = session): EventLine[] =>
  steps.map(([event, item], i) => ({ visitor, session, event, item, time: start + i * 1000 }));

const views = (...items: number[]): Step[] => items.map((item) => ['view', item]);

/** The task's queries in the shop's ids, by the number of known events and the kind asked for. */
const asked = ({ train, held }: FitParts<Test>, seed: number) => {
  const task = jointTask(train, held, seed);
  return readableQueries(task, held).map(({ context, targets }, query) => ({
    kind: jointKinds[task.queries.asks![query]!],
    context,
    targets,
  }));
};

describe('jointTask', () => {
  const train = session(1, 0, views(10, 20, 30, 40));
  const steps: Step[] = [
    ['view', 10],
    ['view', 20],
    ['addtocart', 20],
    ['view', 30],
    ['addtocart', 30],
    ['view', 10],
    ['addtocart', 20],
    ['transaction', 30],
    ['transaction', 20],
  ];

  it('asks for the next view, all later carts and all later purchases, whatever the cut', () => {
    const parts = fitPartsOfLines(train, session(7, 1e6, steps));
    const cuts = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const queries = asked(parts, seed);
      const known = queries[0]!.context.length;
      cuts.add(known);
      const later = steps.slice(known);
      const of = (kind: EventKind) => later.filter(([event]) => event === kind).map(([, item]) => item);
      const expected = [of('view').slice(0, 1), of('addtocart'), of('transaction')]
        .map((items, kind) => ({
          kind: jointKinds[kind],
          context: steps.slice(0, known).map(([, item]) => item),
          targets: [...new Set(items)].sort(),
        }))
        .filter(({ targets }) => targets.length > 0);
      expect(queries).toEqual(expected);
    }
    expect([...cuts].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('draws each cut alike from 1 to the session’s length less one, the same for the same seed', () => {
    const many = Array.from({ length: 3000 }, (_, i) => session(i + 2, 1e6 + 1e4 * i, views(10, 20, 30, 40)));
    const parts = fitPartsOfLines(train, many.flat());
    const known = asked(parts, 5).map(({ context }) => context.length);
    for (const cut of [1, 2, 3]) {
      const share = known.filter((length) => length === cut).length / known.length;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.03);
    }
    expect(asked(parts, 5).map(({ context }) => context.length)).toEqual(known);
    expect(asked(parts, 6).map(({ context }) => context.length)).not.toEqual(known);
  });

  it('leaves out sessions that begin in train, and those of which fewer than two items are known to train', () => {
    const parts = fitPartsOfLines(train, [
      ...session(1, 1e6, views(10, 20, 30)),
      ...session(7, 2e6, views(10, 99, 98)),
      ...session(8, 3e6, views(99, 20, 97, 30)),
    ]);
    const task = jointTask(parts.train, parts.held, 1);
    expect(readableQueries(task, parts.held)).toEqual([{ visitor: 8, context: [20], targets: [30], exclude: [] }]);
    expect(task.counts).toEqual({
      'held-out events of known items': 6,
      'in sessions that begin before the held part, not asked about': 3,
      'in sessions of one such event, nothing to ask': 1,
      'in the other sessions, known before the cut or asked for in one list with others': 1,
      queries: 1,
      'sessions asked about': 1,
      'lists asked for views': 1,
      'lists asked for carts': 0,
      'lists asked for purchases': 0,
    });
    expect([...task.queries.time]).toEqual([3e6 + 1000]); // when the context ends
  });

  it('gives the three lists of a session one context, one cluster and one session', () => {
    const parts = fitPartsOfLines(train, [
      ...session(
        7,
        1e6,
        [
          ['view', 10],
          ['view', 20],
          ['addtocart', 20],
          ['transaction', 20],
        ],
        3,
      ),
      ...session(8, 2e6, views(30, 40), 3),
    ]);
    const task = jointTask(parts.train, parts.held, 9);
    const { from, to, asks } = task.queries;
    const last = from.length - 1;
    expect(new Set([...from].slice(0, last)).size).toBe(1);
    expect(new Set([...to].slice(0, last)).size).toBe(1);
    expect([...task.cluster]).toEqual(Array(last + 1).fill(0));
    expect(new Set([...task.session!].slice(0, last)).size).toBe(1);
    expect(task.session![last]).not.toBe(task.session![0]);
    expect([...asks!].slice(-2)).toEqual([2, 0]);
    expect(task.queries.from[last]).toBe(from[0]); // the second session’s history is the first
  });

  it('reads nothing at or after a cut, of any visitor: other events there change no query', () => {
    const kind = fc.constantFrom(...eventKinds);
    const line = fc.record({ visitor: fc.nat(3), item: fc.nat(5), event: kind });
    let compared = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 8, maxLength: 30 }), fc.nat(), (lines, seed) => {
        const known = Array.from(
          { length: 6 },
          (_, item): EventLine => ({ visitor: 9, session: 99, item, time: item }),
        );
        const at = (i: number) => ({ session: 10 * lines[i]!.visitor + Math.floor(i / 12), time: 100 + i });
        const test = lines.map((of, i): EventLine => ({ ...of, ...at(i) }));
        const parts = fitPartsOfLines(known, test);
        const task = jointTask(parts.train, parts.held, seed);
        task.queries.visitor.forEach((_, query) => {
          const time = task.queries.time[query]!;
          const { session } = task;
          const after = test.map((of) => (of.time > time ? { ...of, item: 5 - of.item } : of));
          const other = fitPartsOfLines(known, after);
          const again = jointTask(other.train, other.held, seed);
          const same = again.session!.indexOf(session![query]!);
          expect([...contextItems(again.queries, same)]).toEqual([...contextItems(task.queries, query)]);
          expect(again.queries.time[same]).toBe(time);
          compared++;
        });
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('requires sessions', () => {
    const { train: fit, held } = fitPartsOfLines(
      [{ visitor: 1, item: 10, time: 0 }],
      [{ visitor: 2, item: 10, time: 9 }],
    );
    expect(() => jointTask(fit, held, 1)).toThrow('P-joint needs sessions');
  });
});
