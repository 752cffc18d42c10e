import { describe, expect, it } from 'vitest';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { funnelFinding } from './eda-findings.js';

const event = (visitor: number, kind: EventLine['event'], more: Partial<EventLine> = {}): EventLine => ({
  ...{ visitor, item: 1, time: visitor, event: kind! },
  ...more,
});
const found = (...lines: readonly EventLine[]) => funnelFinding(logOf(lines)).replaceAll('\u00a0', ' ');

describe('how far visitors get', () => {
  it('is said by the kinds of events that the log has', () => {
    const views = [1, 2, 3, 4].map((visitor) => event(visitor, 'view'));
    const [cart, purchase] = [event(1, 'addtocart'), event(2, 'transaction')];
    expect(found(...views, cart, purchase)).toBe(
      'Of 4 visitors 25 % buy, 25 % put something into the cart and buy nothing and 50 % only look.',
    );
    expect(found(...views, purchase)).toBe('Of 4 visitors 25 % buy and 75 % only look.');
    expect(found(...views, cart)).toBe('Of 4 visitors 25 % put something into the cart and 75 % only look.');
    expect(found(...views)).toBe('How far visitors go cannot be told: the log has views alone.');
  });

  it('counts what was taken out of the cart again, where the log knows', () => {
    const carts = [event(1, 'addtocart', { removed: 2 }), event(2, 'addtocart'), event(3, 'transaction')];
    expect(found(...carts, event(4, 'view'))).toBe(
      'Of 4 visitors 25 % buy, 25 % leave something in the cart and buy nothing and 50 % only look or take everything out again. ' +
        'Of 2 cart events 1 (50 %) ended as the item was taken out again.',
    );
  });
});
