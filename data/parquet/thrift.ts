/** A field of a Thrift struct: its id and its value. */
type Field = readonly [id: number, value: Value];

/** What Parquet's headers are made of. Numbers are `int32` unless wrapped by {@link long}. */
export type Value =
  | number
  | bigint
  | string
  | { readonly struct: readonly Field[] }
  | { readonly list: readonly Value[] };

/** An `int64`. */
export const long = (value: number): bigint => BigInt(value);

const types = { int: 5, long: 6, text: 8, list: 9, struct: 12 } as const;

/** A struct in Thrift's compact protocol; field ids ascend. Source: github.com/apache/thrift, doc/specs/thrift-compact-protocol.md. */
export function compactStruct(fields: readonly Field[]): Buffer {
  const bytes: number[] = [];
  writeStruct(bytes, fields);
  return Buffer.from(bytes);
}

/** Appends a number of 0 or more, seven bits a byte, the lowest first. */
export function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

/** Appends a whole number, those near 0 in few bytes. */
export const writeZigzag = (bytes: number[], value: number): void =>
  writeVarint(bytes, value < 0 ? -2 * value - 1 : 2 * value);

function writeStruct(bytes: number[], fields: readonly Field[]): void {
  let last = 0;
  for (const [id, value] of fields) {
    bytes.push(((id - last) << 4) | typeOf(value));
    last = id;
    writeValue(bytes, value);
  }
  bytes.push(0);
}

function writeValue(bytes: number[], value: Value): void {
  if (typeof value === 'number' || typeof value === 'bigint') writeZigzag(bytes, Number(value));
  else if (typeof value === 'string') {
    const text = Buffer.from(value);
    writeVarint(bytes, text.length);
    for (const byte of text) bytes.push(byte);
  } else if ('struct' in value) writeStruct(bytes, value.struct);
  else {
    const { list } = value;
    const type = list.length > 0 ? typeOf(list[0]!) : types.int;
    if (list.length < 15) bytes.push((list.length << 4) | type);
    else {
      bytes.push(0xf0 | type);
      writeVarint(bytes, list.length);
    }
    for (const one of list) writeValue(bytes, one);
  }
}

function typeOf(value: Value): number {
  if (typeof value === 'number') return types.int;
  if (typeof value === 'bigint') return types.long;
  if (typeof value === 'string') return types.text;
  return 'struct' in value ? types.struct : types.list;
}
