import { describe, expect, it } from 'vitest';
import { type SplitParameters, splitLog } from '../../data/index.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { defaults } from '../config/config.js';
import type { DatasetFacts } from '../files/dataset-facts-file.js';
import { fitPartsFor } from './fit-parts.js';
import { makeTask } from './make-task.js';

const shop = { name: 'shop' } as DatasetFacts;
const shares: SplitParameters = { kind: 'shares', validation: 0.2, test: 0.2 };

/** Makes the task of a log, with sessions where its lines name them. */
function ask(protocol: typeof defaults.protocol, lines: readonly EventLine[], more: Partial<DatasetFacts> = {}) {
  const settings = { ...defaults, protocol };
  return makeTask(settings, fitPartsFor(settings, splitLog(logOf(lines), shares)), { ...shop, ...more });
}

/** Ten visitors who come once, each on a day of their own. */
const once: EventLine[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((time) => ({
  visitor: time,
  session: time,
  item: 1,
  time,
}));
const bought = once.map((line): EventLine => ({ ...line, event: 'transaction' }));
const at = (time: number, item: number, event: EventLine['event'] = 'view'): EventLine => ({
  visitor: 8,
  session: 8,
  item,
  time,
  event,
});

describe('a log that a protocol has nothing to ask on is refused from the cause', () => {
  it.each([
    ['next', bought, /^P-next learns from views, and the events of shop before the test part have none/],
    ['next', [...once.slice(0, 8), ...bought.slice(8)], /^P-next asks for views, and the test part of shop has none/],
    [
      'next',
      once,
      /^P-next asks for the next item of a session, and no session of the test part of shop has two views/,
    ],
    [
      'next',
      once.map((line) => ({ ...line, item: line.time })),
      /^all 2 events of the test part of shop are of items that/,
    ],
    ['future', once, /^P-future asks about visitors who come back after the cut, and none of shop does/],
    [
      'future',
      [...once, at(11, 1)],
      /^P-future asks for items that are new to a visitor, and those of shop who come back touch none/,
    ],
    ['funnel', once, /^P-funnel asks for carts and transactions, and the test part of shop has views only/],
    ['funnel', [at(0, 1, 'addtocart'), ...once], /^P-funnel asks for carts and transactions.* views only/],
    ['holdout', once, /^P-holdout needs targets in a file of their own, and shop brings none/],
  ] as const)('P-%s', (protocol, lines, message) => {
    expect(() => ask(protocol, lines)).toThrow(message);
  });

  it('P-holdout where the targets are of strangers, or known already', () => {
    const pairs = (visitor: number, item: number) => ({
      holdout: { visitor: Int32Array.of(visitor), item: Int32Array.of(item) },
    });
    for (const more of [pairs(99, 2), pairs(1, 1)])
      expect(() => ask('holdout', once, more)).toThrow(/^none of the pairs in the file of targets can be asked for/);
  });

  it('but not where there is something', () => {
    expect(ask('future', [{ ...at(0, 2), visitor: 1 }, ...once, at(11, 2)]).cluster).toHaveLength(1);
    expect(ask('funnel', [...once, at(11, 1, 'addtocart')]).cluster).toHaveLength(1);
  });
});
