import { expect, it } from 'vitest';
import { shown } from './shown.js';

it('a long value is shown by its beginning, control characters by their codes', () => {
  expect(shown('view')).toBe('view');
  expect(shown('9'.repeat(100))).toBe('9'.repeat(100));
  expect(shown('9'.repeat(70_000))).toBe(`${'9'.repeat(100)}…`);
  expect(shown('5\x1f\x1b[31m\0')).toBe('5\\x1f\\x1b[31m\\x00');
});
