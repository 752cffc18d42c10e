import { expect, it } from 'vitest';
import { repeatedKey } from './repeated-key.js';

it.each([
  ['{"seed": 1, "seed": 2}', 'seed'],
  ['{"clean": {"rules": "on", "minimum": {}, "rules": "off"}}', 'rules'],
  ['[{"a": 1}, {"a": 2, "b": {"a": 3}}]', undefined],
  ['{"a": "a", "b": "{\\"a\\": 1, \\"a\\": 2}", "c": ["a", "a"]}', undefined],
  ['{"seed": 1, "se\\u0065d": 2}', 'seed'],
])('in %s finds %s', (text, key) => {
  expect(repeatedKey(text)).toBe(key);
});
