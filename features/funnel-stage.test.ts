import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, type EventKind, eventKinds, TRANSACTION, VIEW } from '../data/index.js';
import { funnelStage, funnelStages } from './funnel-stage.js';

const stageAfter = (...kinds: EventKind[]) =>
  funnelStages[funnelStage(Uint8Array.from(kinds, (kind) => eventKinds.indexOf(kind)))];

it('is the furthest that any past event went', () => {
  expect(stageAfter()).toBe('new');
  expect(stageAfter('view', 'view')).toBe('browsing');
  expect(stageAfter('view', 'addtocart', 'view')).toBe('intent');
  expect(stageAfter('addtocart')).toBe('intent');
  expect(stageAfter('transaction', 'view')).toBe('buyer');
});

describe('where items are taken out of the cart again', () => {
  const stageAt = (moment: number | undefined, ...carts: number[]) => {
    const kinds = Uint8Array.of(VIEW, ...carts.map(() => ADD_TO_CART));
    return funnelStages[funnelStage(kinds, Float64Array.of(Infinity, ...carts), moment)];
  };

  it('is intent only while some cart has not ended', () => {
    expect(stageAt(9, 5, Infinity)).toBe('intent');
    expect(stageAt(9, 5, 7)).toBe('browsing');
    expect(stageAt(undefined, 5, 7)).toBe('browsing');
    expect(stageAt(undefined, 5, Infinity)).toBe('intent');
  });

  it('knows nothing of what comes after the moment, or at it', () => {
    expect([4, 5, 6].map((moment) => stageAt(moment, 5))).toEqual(['intent', 'intent', 'browsing']);
  });

  it('is browsing after an ended cart alone, and buyer whatever was taken out', () => {
    expect(funnelStages[funnelStage(Uint8Array.of(ADD_TO_CART), Float64Array.of(5), 9)]).toBe('browsing');
    const bought = Uint8Array.of(ADD_TO_CART, TRANSACTION);
    expect(funnelStages[funnelStage(bought, Float64Array.of(5, Infinity), 9)]).toBe('buyer');
  });
});
