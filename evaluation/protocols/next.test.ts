import { describe, expect, it } from 'vitest';
import { contextItems } from '../../models/index.js';
import { askedOf, labelsOf } from '../../testing/asked-of.js';
import type { EventLine } from '../../testing/log-of.js';
import { partsOf } from '../../testing/parts-of.js';
import { nextTask } from './next.js';

/** A session's clicks, a second apart. */
const session = (session: number, start: number, items: number[], visitor = session): EventLine[] =>
  items.map((item, i) => ({ visitor, session, item, time: start + i * 1000 }));

describe('nextTask', () => {
  const train = session(1, 0, [10, 20, 30, 40]);

  it('asks for every item of a session from the second on', () => {
    const { train: fit, held } = partsOf(train, session(7, 1e6, [10, 20, 20, 10, 40]));
    const task = nextTask(fit, held);
    expect(askedOf(task, held)).toEqual([
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
    const { train: fit, held } = partsOf(train, test);
    const task = nextTask(fit, held);
    expect(askedOf(task, held).map(({ context, targets }) => [...context, ...targets])).toEqual([
      [10, 20],
      [30, 40],
      [40, 10],
    ]);
    expect([...task.cluster]).toEqual([0, 1, 0]);
  });

  it('leaves out sessions of which fewer than two items are known to train', () => {
    const { train: fit, held } = partsOf(train, [...session(7, 1e6, [10, 99]), ...session(8, 2e6, [99, 20, 99, 30])]);
    const task = nextTask(fit, held);
    expect(askedOf(task, held)).toEqual([{ visitor: 8, context: [20], targets: [30], exclude: [] }]);
    expect(task.counts).toEqual({
      'test events of known items': 3,
      'in sessions of one such event, nothing to ask': 1,
      'first events of the other sessions, nothing to rank yet': 1,
      queries: 1,
    });
  });

  it('needs sessions', () => {
    const { train: fit, held } = partsOf([{ visitor: 1, item: 1, time: 0 }], [{ visitor: 1, item: 1, time: 9 }]);
    expect(() => nextTask(fit, held)).toThrow('P-next needs sessions');
  });

  it('shares one copy of the events between all contexts', () => {
    const { train: fit, held } = partsOf(train, session(7, 1e6, [10, 20, 30]));
    const { queries } = nextTask(fit, held);
    expect(contextItems(queries, 1).buffer).toBe(queries.events.item.buffer);
  });
});
