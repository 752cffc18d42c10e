import type { Column } from '../table/column.js';

/** A column in which a file also writes certain words for what is unknown. It has every member of a column, so that none is lost on the way. */
export function withUnknown(column: Column, words: readonly string[]): Required<Column> {
  const written = words.map((word) => Buffer.from(word));
  return {
    explain: (text) => (words.includes(text) ? undefined : column.explain(text)),
    expected: column.expected,
    read(bytes, from, to, row) {
      const field = bytes.subarray(from, to);
      if (!written.some((word) => word.equals(field))) return column.read(bytes, from, to, row);
      column.skip(row);
      return true;
    },
    skip: (row) => column.skip(row),
    flush: () => column.flush?.(),
    settle: (sample) => column.settle?.(sample),
  };
}
