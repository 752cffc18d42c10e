import { expect, it } from 'vitest';
import { cleaningFigure } from './cleaning-figure.js';

it('adds up what the rules took and names the one that took most', () => {
  const removed = [
    { rule: 'duplicate', events: 10 },
    { rule: 'bot', events: 40 },
  ];
  expect(cleaningFigure(removed, 1000).caption).toBe(
    'Cleaning took out 50 of 1,000 events (5 %); the rule “bot” took most, 40.',
  );
  expect(cleaningFigure([{ rule: 'bot', events: 0 }], 1000).caption).toBe('Cleaning left all 1,000 events in place.');
});
