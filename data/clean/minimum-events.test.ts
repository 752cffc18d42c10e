import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { findMinimumEvents } from './minimum-events.js';
import { applyRemoval } from './removal.js';

/** Visitors are letters' places here: [visitor, item] in order of time. */
const pairs = (...list: [number, number][]) => logOf(list.map(([visitor, item], time) => ({ visitor, item, time })));

describe('findMinimumEvents', () => {
  const chain = pairs([1, 10], [1, 11], [2, 11], [2, 12], [2, 12], [3, 13], [3, 13], [3, 10], [3, 11]);

  it('goes once over items and then visitors', () => {
    const { rule, drop, reason } = findMinimumEvents(chain, { perVisitor: 2, perItem: 3, passes: 'once' });
    expect(rule).toBe('minimum-events');
    expect([...drop]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(reason(3)).toBe('2 events of the item left, fewer than 3');
    expect(reason(1)).toBe('1 event of the visitor left, fewer than 2');
  });

  it('stops after one pass where asked to, though what is left falls short again', () => {
    const log = pairs([1, 10], [1, 11], [1, 11], [2, 10], [2, 12], [3, 11], [3, 11]);
    const minimum = { perVisitor: 2, perItem: 2 } as const;
    expect([...findMinimumEvents(log, { ...minimum, passes: 'once' }).drop]).toEqual([0, 0, 0, 1, 1, 0, 0]);
    expect([...findMinimumEvents(log, { ...minimum, passes: 'fixpoint' }).drop]).toEqual([1, 0, 0, 1, 1, 0, 0]);
  });

  it('leaves, at the fixpoint, only what meets both minima', () => {
    const pair = fc.tuple(fc.nat(5), fc.nat(5));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 10, maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (list, least) => {
        const log = pairs(...list);
        const minimum = { perVisitor: least, perItem: 2, passes: 'fixpoint' } as const;
        const { log: left } = applyRemoval(log, findMinimumEvents(log, minimum));
        for (const visitor of left.visitor)
          expect(left.visitor.filter((v) => v === visitor).length).toBeGreaterThanOrEqual(least);
        for (const item of left.item) expect(left.item.filter((i) => i === item).length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
