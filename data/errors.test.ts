import { expect, it } from 'vitest';
import { InputError } from './errors.js';

it('an error says what, where and what would be right, and shortens what is very long in the middle', () => {
  expect(new InputError('is empty', { file: 'events.csv', line: 2, column: 'itemid' }, 'rows').message).toBe(
    'events.csv, line 2, column "itemid": is empty\n  expected: rows',
  );
  const second = new InputError('is empty', { column: 2 });
  expect(String(second)).toBe('InputError: column 2: is empty');
  expect(new InputError('9'.repeat(2000)).message).toBe('9'.repeat(2000));
  const { message } = new InputError(`"seed" is "${'9'.repeat(70_000)}"; the end`, {}, 'a number');
  expect(message.length).toBeLessThan(2100);
  expect(message).toMatch(/^"seed" is "9+ … 9+"; the end\n {2}expected: a number$/);
});
