import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, VIEW } from '../../data/index.js';
import { contextItems, reading } from '../../models/index.js';
import { fitPartsOfLines } from '../../testing/fit-parts-of-lines.js';
import type { EventLine } from '../../testing/log-of.js';
import { contextsOf, labelsOf, readableQueries } from '../../testing/readable-queries.js';
import { nextTask, orderOfFile } from './next.js';

/** A session's clicks, a second apart. */
const session = (session: number, start: number, items: number[], visitor = session): EventLine[] =>
  items.map((item, i) => ({ visitor, session, item, time: start + i * 1000 }));

describe('nextTask', () => {
  const train = session(1, 0, [10, 20, 30, 40]);

  it('asks for every item of a session from the second on', () => {
    const { train: fit, held } = fitPartsOfLines(train, session(7, 1e6, [10, 20, 20, 10, 40]));
    const task = nextTask(fit, held);
    expect(readableQueries(task, held)).toEqual([
      { visitor: 7, context: [10], targets: [20], exclude: [] },
      { visitor: 7, context: [10, 20], targets: [20], exclude: [] },
      { visitor: 7, context: [10, 20, 20], targets: [10], exclude: [] },
      { visitor: 7, context: [10, 20, 20, 10], targets: [40], exclude: [] },
    ]);
    expect(labelsOf(task, 'target')).toEqual(['new', 'repeat', 'seen', 'new']);
    expect(task.queries.scope).toBe('session');
    expect([...task.queries.time]).toEqual([1e6, 1e6 + 1000, 1e6 + 2000, 1e6 + 3000]); // when the context ends
  });

  it('keeps interleaved sessions apart, and one visitor’s sessions in one cluster', () => {
    const test = [
      ...session(7, 1e6, [10, 20], 1),
      ...session(8, 1e6 + 500, [30, 40], 2),
      ...session(9, 2e6, [40, 10], 1),
    ];
    const { train: fit, held } = fitPartsOfLines(train, test);
    const task = nextTask(fit, held);
    expect(readableQueries(task, held).map(({ context, targets }) => [...context, ...targets])).toEqual([
      [10, 20],
      [30, 40],
      [40, 10],
    ]);
    expect([...task.cluster]).toEqual([0, 1, 0]);
  });

  it('leaves out sessions of which fewer than two items are known to train', () => {
    const { train: fit, held } = fitPartsOfLines(train, [
      ...session(7, 1e6, [10, 99]),
      ...session(8, 2e6, [99, 20, 99, 30]),
    ]);
    const task = nextTask(fit, held);
    expect(readableQueries(task, held)).toEqual([{ visitor: 8, context: [20], targets: [30], exclude: [] }]);
    expect(task.counts).toEqual({
      'held-out events of known items': 3,
      'in sessions of one such event, nothing to ask': 1,
      'first events of the other sessions, nothing to rank yet': 1,
      queries: 1,
    });
  });

  it('counts the items whose order is that of the file, and asks for them without it where told to', () => {
    const at = (time: number, item: number): EventLine => ({ visitor: 7, session: 7, item, time: 1e6 + time });
    const clicks = [at(0, 10), at(0, 20), at(5, 30), at(5, 10), at(5, 30), at(9, 40)];
    const { train: fit, held } = fitPartsOfLines(train, clicks);
    const inOrder = nextTask(fit, held);
    expect(inOrder.counts).toMatchObject({ queries: 5, [orderOfFile]: 3 });
    const together = nextTask(fit, held, { equalTimes: 'together' });
    expect(readableQueries(together, held).map(({ context, targets }) => [context, targets])).toEqual([
      [[10, 20], [30]],
      [[10, 20], [10]],
      [[10, 20], [30]],
      [[10, 20, 30, 10, 30], [40]],
    ]);
    expect(labelsOf(together, 'target')).toEqual(['new', 'seen', 'new', 'new']);
    expect([...together.queries.time]).toEqual([1e6, 1e6, 1e6, 1e6 + 5]);
    expect(together.counts).toEqual({
      'held-out events of known items': 6,
      'in sessions of one such event, nothing to ask': 0,
      'first events of the other sessions, nothing to rank yet': 2,
      queries: 4,
    });
    const apart = fitPartsOfLines(train, session(7, 1e6, [10, 20, 20]));
    expect(nextTask(apart.train, apart.held, { equalTimes: 'together' })).toEqual(nextTask(apart.train, apart.held));
  });

  it('needs sessions', () => {
    const { train: fit, held } = fitPartsOfLines(
      [{ visitor: 1, item: 1, time: 0 }],
      [{ visitor: 1, item: 1, time: 9 }],
    );
    expect(() => nextTask(fit, held)).toThrow('the next item of a session needs sessions');
  });

  it('shares one copy of the events between all contexts', () => {
    const { train: fit, held } = fitPartsOfLines(train, session(7, 1e6, [10, 20, 30]));
    const { queries } = nextTask(fit, held);
    expect(contextItems(queries, 1).buffer).toBe(queries.events.item.buffer);
  });

  it('knows what the visitor did before the session, in train and in the held part', () => {
    const { train: fit, held } = fitPartsOfLines(
      [...session(1, 0, [10, 20], 5), ...session(2, 1e5, [30, 40], 6)],
      [...session(7, 1e6, [40], 5), ...session(8, 2e6, [10, 30, 20], 5), ...session(9, 3e6, [20, 10], 9)],
    );
    const task = nextTask(fit, held);
    expect(contextsOf(task, held, 'history')).toEqual([
      [10, 20, 40, 10],
      [10, 20, 40, 10, 30],
      [20], // visitor 9 is new
    ]);
    expect(contextsOf(task, held, 'session')).toEqual([[10], [10, 30], [20]]);
  });

  it('takes what train has of a session’s beginning for history', () => {
    const clicks = session(7, 1e6, [10, 20, 30, 40]);
    const { train: fit, held } = fitPartsOfLines([...train, ...clicks.slice(0, 2)], clicks.slice(2));
    const task = nextTask(fit, held);
    expect(contextsOf(task, held, 'session')).toEqual([[30]]);
    expect(contextsOf(task, held, 'history')).toEqual([[10, 20, 30]]);
  });

  it('counts for history only what came before the session’s start, where a visitor has two at once', () => {
    const { train: fit, held } = fitPartsOfLines(train, [
      { visitor: 5, session: 7, item: 10, time: 1000 },
      { visitor: 5, session: 7, item: 20, time: 2000 },
      { visitor: 5, session: 8, item: 30, time: 3000, event: 'addtocart', removed: 4500 },
      { visitor: 5, session: 7, item: 40, time: 4000 },
      { visitor: 5, session: 8, item: 10, time: 5000 },
      { visitor: 5, session: 9, item: 20, time: 6000 },
      { visitor: 5, session: 9, item: 30, time: 7000 },
    ]);
    const task = nextTask(fit, held);
    expect(contextsOf(task, held, 'session')).toEqual([[10], [10, 20], [30], [20]]);
    expect(contextsOf(task, held, 'history')).toEqual([[10], [10, 20], [10, 20, 30], [10, 20, 30, 40, 10, 20]]);
    const { from, to, time, events } = task.queries;
    expect([...events.kind.subarray(from[2], to[2])]).toEqual([VIEW, VIEW, ADD_TO_CART]);
    expect([...events.removed!.subarray(from[2], to[2])]).toEqual([Infinity, Infinity, 4500]);
    expect(Array.from(to, (end) => events.time[end - 1])).toEqual([...time]);
  });

  it('counts nothing of the very time of the session’s start for history', () => {
    const { train: fit, held } = fitPartsOfLines(train, [
      { visitor: 5, session: 7, item: 10, time: 1000 },
      { visitor: 5, session: 8, item: 30, time: 1000 },
      { visitor: 5, session: 8, item: 40, time: 1500 },
    ]);
    expect(contextsOf(nextTask(fit, held), held, 'history')).toEqual([[30]]);
  });

  it('has the contexts that a slow search of the logs finds', () => {
    const event = fc.record({ visitor: fc.nat(2), session: fc.nat(2), item: fc.nat(5) });
    const events = fc.array(event, { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(events, events, (before, after) => {
        const lines = [...before, ...after].map((line, time) => ({
          ...line,
          time,
          session: 10 * line.visitor + line.session,
        }));
        const { train: fit, held } = fitPartsOfLines(lines.slice(0, before.length), lines.slice(before.length));
        const queries = nextTask(fit, held).queries;
        const all = [fit, held].flatMap((log) =>
          Array.from(log.time, (time, at) => ({ time, visitor: log.visitor[at], item: log.item[at]!, log, at })),
        );
        queries.visitor.forEach((visitor, query) => {
          const now = all.find(({ log, time }) => log === held && time === queries.time[query])!;
          const own = all.filter(({ log, at }) => log === held && held.session[at] === held.session[now.at]);
          const past = all.filter((event) => event.visitor === visitor && event.time < own[0]!.time);
          const soFar = own.filter(({ time }) => time <= now.time).map(({ item }) => item);
          expect([...contextItems(reading(queries, 'session'), query)]).toEqual(soFar);
          expect([...contextItems(queries, query)]).toEqual([...past.map(({ item }) => item), ...soFar]);
        });
      }),
    );
  });

  it('holds no more than the sessions asked about, where each is a visitor of its own', () => {
    const { train: fit, held } = fitPartsOfLines(train, [...session(7, 1e6, [10, 20, 30]), ...session(8, 2e6, [40])]);
    const { queries } = nextTask(fit, held);
    expect(queries.from).toBe(queries.sessionFrom);
    expect(queries.events.item.length).toBe(3);
  });
});
