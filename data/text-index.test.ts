import { describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { idList, idsOf, type TextIds } from './ids.js';
import { TextIndex } from './text-index.js';

const bytes = (text: string) => Buffer.from(text);
const add = (index: TextIndex, text: string) => index.add(bytes(text), 0, bytes(text).length);
const numberOf = (index: TextIndex, text: string) => index.numberOf(bytes(text), 0, bytes(text).length);

describe('TextIndex', () => {
  it('numbers texts in order of first appearance', () => {
    const index = new TextIndex();
    expect(['b', 'a', 'b', '', 'ab'].map((text) => add(index, text))).toEqual([0, 1, 0, 2, 3]);
    expect(idList(index.texts)).toEqual(['b', 'a', '', 'ab']);
    expect([numberOf(index, 'ab'), numberOf(index, 'abc')]).toEqual([3, -1]);
  });

  it('reads a text where it stands in a buffer', () => {
    const index = new TextIndex();
    const line = bytes('17,SKU-9,view');
    expect([index.add(line, 3, 8), numberOf(index, 'SKU-9')]).toEqual([0, 0]);
  });

  it('starts from known texts and goes on from their number', () => {
    const index = new TextIndex(idsOf(['x', 'y', '10']) as TextIds);
    expect([add(index, 'y'), add(index, 'new'), numberOf(index, '10')]).toEqual([1, 3, 2]);
    expect(idList(index.texts)).toEqual(['x', 'y', '10', 'new']);
  });

  it('holds texts up to a number of bytes, of which a text that it knows takes none', () => {
    const index = new TextIndex(undefined, 5000);
    add(index, 'x'.repeat(4000));
    add(index, 'x'.repeat(4000));
    add(index, 'y'.repeat(1000));
    expect(() => add(index, 'z')).toThrow(
      new InputError('more than 2 GiB of texts', {}, 'shorter texts, fewer of them, or the log in several parts'),
    );
    expect([index.size, numberOf(index, 'z')]).toEqual([2, -1]);
  });

  it('agrees with a Map over 20,000 texts of all lengths, many of them equal', () => {
    const index = new TextIndex();
    const known = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const text = `${(i * 7919) % 6000}`.repeat(1 + (i % 4)).slice(0, 1 + (i % 13));
      if (!known.has(text)) known.set(text, known.size);
      expect(add(index, text)).toBe(known.get(text));
    }
    expect(index.size).toBe(known.size);
    expect(idList(index.texts)).toEqual([...known.keys()]);
  });
});
