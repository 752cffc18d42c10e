import type { Column } from '../table/column.js';

/** What a file writes for what is unknown, beside empty fields: certain words, or negative numbers. */
export type UnknownWords = readonly string[] | 'negative';

const MINUS = 45;

/** A column in which a file also writes words for what is unknown. It has every member of a column, so that none is lost on the way. */
export function withUnknown(column: Column, words: UnknownWords): Required<Column> {
  const written = words === 'negative' ? [] : words.map((word) => Buffer.from(word));
  const isUnknown = (field: Buffer): boolean =>
    words === 'negative' ? field[0] === MINUS : written.some((word) => word.equals(field));
  return {
    explain: (text) => (isUnknown(Buffer.from(text)) ? undefined : column.explain(text)),
    expected: column.expected,
    read(bytes, from, to, row) {
      const field = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
      if (!isUnknown(field)) return column.read(bytes, from, to, row);
      column.skip(row);
      return true;
    },
    skip: (row) => column.skip(row),
    flush: () => column.flush?.(),
    settle: (sample) => column.settle?.(sample),
  };
}
