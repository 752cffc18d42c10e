import { expect, it } from 'vitest';
import { isOn } from './colour.js';

it.each([
  [{}, true, true],
  [{}, undefined, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
  [{ FORCE_COLOR: '0' }, true, false],
])('with %j and standard output a terminal: %j, colours are on: %j', (environment, isTerminal, on) => {
  expect(isOn(environment, isTerminal)).toBe(on);
});
