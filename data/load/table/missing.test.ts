import { describe, expect, it } from 'vitest';
import { explainMissing, isMissing, isMissingAt } from './missing.js';

const isMissingInFile = (text: string) => {
  const bytes = Buffer.from(`x${text}x`);
  return isMissingAt(bytes, 1, bytes.length - 1);
};

describe('a field', () => {
  it.each(['', ' ', '      ', 'NA', 'n/a', 'NaN', 'nan', 'NULL', 'null', 'None', 'nil', '\\N', '<NA>', '  null '])(
    'of "%s" has no value',
    (text) => {
      expect([isMissing(text), isMissingInFile(text)]).toEqual([true, true]);
    },
  );

  it.each(['0', '-', 'N', 'nulls', 'no', '\\', 'undefined', '\t', '\u00a0', 'ｎａ', 'n a'])(
    'of "%s" has one',
    (text) => {
      expect([isMissing(text), isMissingInFile(text)]).toEqual([false, false]);
    },
  );

  it('without a value is explained by what is there', () => {
    expect(explainMissing('')).toBe('is empty');
    expect(explainMissing('NA')).toBe('is missing ("NA")');
  });
});
