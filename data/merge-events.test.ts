import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { takeEvents } from './event-log.js';
import { mergeEvents } from './merge-events.js';

describe('mergeEvents', () => {
  it('puts a log that was parted together again', () => {
    const log = logOf([5, 5, 3, 9, 5].map((time, visitor) => ({ visitor, item: 1, time, session: 1 })));
    expect(mergeEvents(takeEvents(log, [0, 2, 3]), takeEvents(log, [1, 4]))).toEqual(log);
    expect(mergeEvents(takeEvents(log, []), log)).toEqual(log);
    expect(mergeEvents(log, takeEvents(log, []))).toEqual(log);
  });

  it('does so with any parting of any log into three', () => {
    const event = fc.record({ visitor: fc.nat(3), item: fc.nat(3), time: fc.nat(6), part: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const log = logOf(events);
        const parts = [0, 1, 2].map((part) =>
          takeEvents(
            log,
            [...log.row.keys()].filter((at) => events[log.row[at]!]!.part === part),
          ),
        );
        expect(mergeEvents(parts[0]!, parts[1]!, parts[2]!)).toEqual(log);
      }),
    );
  });

  it('copies: what becomes of the columns is nothing to the logs given', () => {
    const log = logOf([{ visitor: 1, item: 1, time: 0 }]);
    mergeEvents(log).item[0] = 7;
    expect([...log.item]).toEqual([0]);
  });
});
