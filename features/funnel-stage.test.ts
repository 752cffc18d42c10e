import { expect, it } from 'vitest';
import { type EventKind, eventKinds } from '../data/index.js';
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
