import { describe, expect, it } from 'vitest';
import { fitPartsOfLines } from '../../testing/fit-parts-of-lines.js';
import type { EventLine } from '../../testing/log-of.js';
import { labelsOf, readableQueries } from '../../testing/readable-queries.js';
import { futureTask } from './future.js';

const train: EventLine[] = [
  { visitor: 1, item: 10, time: 1 },
  { visitor: 2, item: 20, time: 2 },
  { visitor: 1, item: 20, time: 3, event: 'addtocart' },
  { visitor: 3, item: 30, time: 4 },
  { visitor: 3, item: 40, time: 5, event: 'transaction' },
  { visitor: 3, item: 30, time: 6 },
  { visitor: 3, item: 50, time: 7 },
  { visitor: 3, item: 40, time: 8 },
];
const test: EventLine[] = [
  { visitor: 1, item: 30, time: 11 },
  { visitor: 1, item: 10, time: 12 }, // seen in train
  { visitor: 3, item: 20, time: 13 },
  { visitor: 1, item: 30, time: 14, event: 'transaction' },
  { visitor: 2, item: 20, time: 15 }, // has no other later item
  { visitor: 4, item: 10, time: 16 }, // unknown to train
  { visitor: 1, item: 40, time: 17, event: 'addtocart' },
  { visitor: 3, item: 99, time: 18 }, // item unknown to train
  { visitor: 1, item: 30, time: 19 }, // looked at again after it was bought
];

describe('futureTask', () => {
  const { train: fit, held } = fitPartsOfLines(train, test);

  it('asks what known visitors touch later that they had not touched before', () => {
    const task = futureTask(fit, held);
    expect(readableQueries(task, held)).toEqual([
      { visitor: 1, context: [10, 20], targets: [30, 40], exclude: [10, 20] },
      { visitor: 3, context: [30, 40, 30, 50, 40], targets: [20], exclude: [30, 40, 50] },
    ]);
    expect([...task.queries.time]).toEqual([11, 13]);
    expect([...task.gain]).toEqual([1, 1, 1]);
    expect([...task.cluster]).toEqual([0, 1]);
    expect(task).toMatchObject({ items: 5, queries: { scope: 'history' } });
    expect(task.queries.sessionFrom).toEqual(task.queries.to); // no session has begun
  });

  it('counts what it sets aside', () => {
    expect(futureTask(fit, held).counts).toEqual({
      'visitors with held-out events of known items': 4,
      'of these without a train event': 1, // 4
      'of these without another item than those seen in train': 1, // 2
      queries: 2,
      'later items seen in train, left out of the targets': 2,
    });
  });

  it('keeps the items of the past where asked to', () => {
    const task = futureTask(fit, held, { keepSeen: true });
    expect(readableQueries(task, held)).toEqual([
      { visitor: 1, context: [10, 20], targets: [10, 30, 40], exclude: [] },
      { visitor: 2, context: [20], targets: [20], exclude: [] },
      { visitor: 3, context: [30, 40, 30, 50, 40], targets: [20], exclude: [] },
    ]);
  });

  it('weights a target by the furthest thing done to it', () => {
    expect([...futureTask(fit, held, { gain: 'event' }).gain]).toEqual([5, 3, 1]);
  });

  it('parts the visitors by funnel stage and by length of history', () => {
    const task = futureTask(fit, held, { keepSeen: true });
    expect(labelsOf(task, 'stage')).toEqual(['intent', 'browsing', 'buyer']);
    expect(labelsOf(task, 'history')).toEqual(['2–4 events', '1 event', '5 or more events']);
  });
});
