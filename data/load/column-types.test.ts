import { describe, expect, it } from 'vitest';
import { id, milliseconds, optionalId, position, seconds } from './column-types.js';

const now = 1_500_000_000_000;

describe('what is wrong with a field', () => {
  it.each([
    ['0', undefined],
    ['2147483647', undefined],
    ['2147483648', 'is larger than 2147483647 (2147483648)'],
    ['4005.0', undefined],
    ['007', 'is no whole number ("007")'],
    ['-5', 'is negative (-5)'],
    ['5-5', 'is no whole number ("5-5")'],
    ['-5x', 'is no whole number ("-5x")'],
    ['', 'is empty'],
  ])('that is an id, "%s": %s', (text, wrong) => {
    expect(id.explain(text)).toBe(wrong);
    expect(optionalId.explain(text)).toBe(text === '' ? undefined : wrong);
  });

  it.each([
    ['1441939060', undefined],
    ['1441939060.25', undefined],
    ['1500000000', undefined],
    ['1500000000.5', 'lies in the future (1500000000.5)'],
    ['100', undefined],
    ['99', 'is no time in Unix seconds (99)'],
    ['100000000000', 'is in milliseconds, not seconds (100000000000)'],
    ['100000000000000', 'is no time (100000000000000)'],
    ['', 'is empty'],
    ['noon', 'is no number of seconds ("noon")'],
    ['12noon', 'is no number of seconds ("12noon")'],
    ['1 2', 'is no number of seconds ("1 2")'],
    ['-1441939060', 'is no number of seconds ("-1441939060")'],
    ['1441939060.', 'is no number of seconds ("1441939060.")'],
    ['1441939060,5', 'is no number of seconds ("1441939060,5")'],
    ['1441939060.x', 'is no number of seconds ("1441939060.x")'],
  ])('that is a time in seconds from 100 on, "%s": %s', (text, wrong) => {
    expect(seconds(now, 100).explain(text)).toBe(wrong);
  });

  it.each([
    ['100000000000', undefined],
    ['99999999999', 'is in seconds, not milliseconds (99999999999)'],
    ['1500000000000', undefined],
    ['1500000000001', 'lies in the future (1500000000001)'],
    ['100000000000000', 'is no time (100000000000000)'],
    ['1441939060000.5', 'is no whole number ("1441939060000.5")'],
  ])('that is a time in milliseconds, "%s": %s', (text, wrong) => {
    expect(milliseconds(now).explain(text)).toBe(wrong);
  });

  it.each([
    ['99999999', undefined],
    ['100000000', 'is a clock’s time in a file of positions (100000000)'],
    ['-1', 'is negative (-1)'],
  ])('that is a position, "%s": %s', (text, wrong) => {
    expect(position.explain(text)).toBe(wrong);
  });
});
