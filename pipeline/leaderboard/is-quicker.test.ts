import { expect, it } from 'vitest';
import { isQuicker } from './is-quicker.js';

it.each([
  [1, 2, true],
  [2, 1, false],
  [100, 126, true],
  [100, 125, false],
  [0, 0.0125, false],
  [0, 0.013, true],
  [0.001, 0.009, false],
])('a fit of %d s beside one of %d s: quicker %s', (one, other, quicker) => {
  expect(isQuicker({ fitSeconds: one }, { fitSeconds: other })).toBe(quicker);
});
