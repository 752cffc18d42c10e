import { Records } from '../load/table/records.js';

/** The fields of the first records: of `rows` and a header. */
export function cut(bytes: Uint8Array, delimiter: string, rows: number): string[][] {
  const records = new Records({ delimiter, hasQuotes: true });
  records.feed(bytes);
  const fields: string[][] = [];
  while (fields.length <= rows && records.next(true))
    if (!records.isEmpty && !records.isBroken)
      fields.push(Array.from({ length: Math.min(records.fields, 1000) }, (_, i) => records.field(i)));
  return fields;
}
