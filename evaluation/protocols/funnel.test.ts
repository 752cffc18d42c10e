import { describe, expect, it } from 'vitest';
import { fitPartsOfLines } from '../../testing/fit-parts-of-lines.js';
import type { EventLine } from '../../testing/log-of.js';
import { contextsOf, labelsOf, readableQueries } from '../../testing/readable-queries.js';
import { funnelTask } from './funnel.js';

const train: EventLine[] = [
  { visitor: 1, item: 10, time: 1 },
  { visitor: 2, item: 20, time: 2 },
  { visitor: 3, item: 30, time: 3 },
  { visitor: 3, item: 40, time: 4 },
];

describe('funnelTask', () => {
  it('asks for every cart and purchase, given all that the visitor did before', () => {
    const { train: fit, held } = fitPartsOfLines(train, [
      { visitor: 1, item: 20, time: 11 },
      { visitor: 2, item: 10, time: 12 }, // only views: not asked about
      { visitor: 1, item: 20, time: 13, event: 'addtocart' },
      { visitor: 4, item: 30, time: 14, event: 'addtocart' }, // unknown to train, and the first event
      { visitor: 1, item: 40, time: 15, event: 'transaction' },
      { visitor: 1, item: 10, time: 16 },
      { visitor: 1, item: 20, time: 17, event: 'transaction' },
    ]);
    const task = funnelTask(fit, held);
    expect(readableQueries(task, held)).toEqual([
      { visitor: 1, context: [10, 20], targets: [20], exclude: [] },
      { visitor: 1, context: [10, 20, 20], targets: [40], exclude: [] },
      { visitor: 1, context: [10, 20, 20, 40, 10], targets: [20], exclude: [] },
      { visitor: 4, context: [], targets: [30], exclude: [] },
    ]);
    expect([...task.queries.time]).toEqual([13, 15, 17, 14]);
    expect([...task.cluster]).toEqual([0, 0, 0, 1]);
    expect(labelsOf(task, 'stage')).toEqual(['browsing', 'intent', 'buyer', 'new']);
    expect(labelsOf(task, 'target')).toEqual(['seen', 'unseen', 'seen', 'unseen']);
    expect(labelsOf(task, 'step')).toEqual(['addtocart', 'transaction', 'transaction', 'addtocart']);
  });

  it('shows nothing of the same instant, so that items bought together do not give each other away', () => {
    const { train: fit, held } = fitPartsOfLines(train, [
      { visitor: 3, item: 10, time: 11 },
      { visitor: 3, item: 10, time: 12, event: 'transaction' },
      { visitor: 3, item: 20, time: 12, event: 'transaction' },
      { visitor: 3, item: 20, time: 12 },
    ]);
    const context = [30, 40, 10];
    expect(readableQueries(funnelTask(fit, held), held)).toEqual([
      { visitor: 3, context, targets: [10], exclude: [] },
      { visitor: 3, context, targets: [20], exclude: [] },
    ]);
  });

  it('segments by what is in the cart at that time: a removal ends an intent, a later one does not', () => {
    const { train: fit, held } = fitPartsOfLines(
      [
        { visitor: 1, item: 10, time: 1, event: 'addtocart', removed: 13 },
        { visitor: 2, item: 20, time: 2, event: 'addtocart', removed: 9 },
        { visitor: 2, item: 40, time: 3 },
      ],
      [
        { visitor: 1, item: 20, time: 12, event: 'transaction' }, // its cart ends only at 13
        { visitor: 2, item: 10, time: 13, event: 'addtocart', removed: 15 },
        { visitor: 2, item: 20, time: 15, event: 'addtocart', removed: 16 }, // nothing of the same instant is known
        { visitor: 2, item: 40, time: 17, event: 'transaction' },
      ],
    );
    const task = funnelTask(fit, held);
    expect([...task.queries.time]).toEqual([12, 13, 15, 17]);
    expect(labelsOf(task, 'stage')).toEqual(['intent', 'browsing', 'intent', 'browsing']);
  });

  it('tells the session in progress from what the visitor did before', () => {
    const { train: fit, held } = fitPartsOfLines(
      [
        { visitor: 1, session: 1, item: 10, time: 1 },
        { visitor: 2, session: 2, item: 40, time: 2 },
      ],
      [
        { visitor: 1, session: 3, item: 40, time: 11, event: 'addtocart' }, // the first event of its session
        { visitor: 1, session: 3, item: 10, time: 12 },
        { visitor: 1, session: 3, item: 40, time: 13, event: 'transaction' },
        { visitor: 2, session: 2, item: 10, time: 14 }, // the session began in train
        { visitor: 2, session: 2, item: 40, time: 15, event: 'addtocart' },
        { visitor: 3, session: 4, item: 10, time: 16, event: 'addtocart' }, // has no history at all
      ],
    );
    const task = funnelTask(fit, held);
    const { from, sessionFrom, to, scope } = task.queries;
    expect(scope).toBe('session');
    expect(contextsOf(task, held, 'history')).toEqual([[10], [10, 40, 10], [40, 10], []]);
    expect([...to].map((end, query) => end - sessionFrom[query]!)).toEqual([0, 2, 2, 0]); // events of the session
    expect([...sessionFrom].map((start, query) => start - from[query]!)).toEqual([1, 1, 0, 0]); // events before it
    // The first cart opens its session: who reads the session is told of the history.
    expect(contextsOf(task, held, 'session')).toEqual([[10], [40, 10], [40, 10], []]);
    expect(labelsOf(task, 'target')).toEqual(['unseen', 'seen', 'seen', 'unseen']); // goes by the history
  });
});
