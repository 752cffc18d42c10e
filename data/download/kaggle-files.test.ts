import { describe, expect, it } from 'vitest';
import { isKaggleDownload, kaggleFiles } from './kaggle-files.js';

describe('isKaggleDownload', () => {
  const [events, ...others] = kaggleFiles;

  it('knows the complete download, and the events alone', () => {
    expect(isKaggleDownload(kaggleFiles)).toBe(true);
    expect(isKaggleDownload([events!])).toBe(true);
  });

  it('refuses a folder without the events, with a changed file, or with another one', () => {
    expect(isKaggleDownload(others)).toBe(false);
    expect(isKaggleDownload([{ ...events!, bytes: events!.bytes - 1 }])).toBe(false);
    expect(isKaggleDownload([{ ...events!, sha256: events!.sha256.replace('3', '4') }])).toBe(false);
    expect(isKaggleDownload([events!, { name: 'holdout-purchases.csv', bytes: 1, sha256: '' }])).toBe(false);
  });
});
