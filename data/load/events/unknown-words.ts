import type { Column } from '../table/column.js';

/** A column in which a file also writes certain words for what is unknown. */
export function withUnknown(column: Column, words: readonly string[] = []): Column {
  if (words.length === 0) return column;
  const written = words.map((word) => Buffer.from(word));
  return {
    explain: (text) => column.explain(text),
    expected: column.expected,
    read(bytes, from, to, row) {
      const field = bytes.subarray(from, to);
      if (!written.some((word) => word.equals(field))) return column.read(bytes, from, to, row);
      column.skip(row);
      return true;
    },
    skip: (row) => column.skip(row),
    settle: (sample) => column.settle?.(sample),
  };
}
