import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { type EventLog, takeEvents } from '../event-log.js';
import { applyRemoval } from './removal.js';

const removal = (drop: readonly boolean[], reason = (event: number) => `event ${event}`) => ({
  rule: 'a rule',
  drop: Uint8Array.from(drop, Number),
  reason,
});

describe('applyRemoval', () => {
  it('parts a log as taking positions would, in place or not', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), fc.constantFrom(undefined, true), (drop, inPlace) => {
        const log = logOf(drop.map((_, i) => ({ visitor: i % 3, item: i % 5, time: i, session: i % 2 })));
        const given = takeEvents(log, [...drop.keys()]);
        const positions = (dropped: boolean) => [...drop.keys()].filter((at) => drop[at] === dropped);
        const { log: left, rejected } = applyRemoval(given, removal(drop), inPlace);
        expect(left).toEqual(takeEvents(log, positions(false)));
        expect(rejected.log).toEqual(takeEvents(log, positions(true)));
        expect(rejected.reason).toEqual(positions(true).map((at) => `event ${at}`));
        if (!inPlace) expect(given).toEqual(log);
      }),
    );
  });

  it('asks for reasons before it moves what they are read from', () => {
    const log: EventLog = logOf([0, 1, 2].map((time) => ({ visitor: time, item: 1, time })));
    const reason = (event: number) => `at ${log.time[event]}`;
    expect(applyRemoval(log, removal([true, false, true], reason), true).rejected.reason).toEqual(['at 0', 'at 2']);
  });
});
