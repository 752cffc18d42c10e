import { concat } from '../concat.js';
import type { TextIds } from '../ids.js';
import { TextIndex } from '../text-index.js';
import type { Vocabulary } from '../vocabulary.js';
import type { PropertyKind, StatedRows } from './build-timeline.js';

/** What one column of a table states about items: of `item[i]`, from `time[i]` on, the value `code[i]` of `values`. */
export interface StatedColumn {
  readonly name: string;
  readonly kind: PropertyKind;
  /** Dense item ids. */
  readonly item: Int32Array;
  /** Milliseconds since 1970; −∞ for what always holds. */
  readonly time: Float64Array;
  readonly code: Int32Array;
  readonly values: TextIds;
}

/** What the columns of a table state, as the rows of a timeline. */
export function statedRows(columns: readonly StatedColumn[], items: Vocabulary): StatedRows {
  const [names, values] = [new TextIndex(), new TextIndex()];
  const value = columns.map((column) => {
    const { bytes, offsets } = column.values;
    const codes = new Int32Array(offsets.length - 1);
    for (let i = 0; i < codes.length; i++) codes[i] = values.add(bytes, offsets[i]!, offsets[i + 1]!);
    return column.code.map((code) => codes[code]!);
  });
  for (const { name } of columns) names.add(Buffer.from(name), 0, Buffer.byteLength(name));
  return {
    item: concat(Int32Array, ...columns.map(({ item }) => item)),
    items,
    time: concat(Float64Array, ...columns.map(({ time }) => time)),
    property: concat(Int32Array, ...columns.map(({ code }, i) => new Int32Array(code.length).fill(i))),
    properties: names.texts,
    value: concat(Int32Array, ...value),
    values: values.texts,
    kinds: columns.map(({ kind }) => kind),
  };
}
