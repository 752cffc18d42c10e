/** The typed arrays that a bundle holds. */
export type PlainArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A value that a bundle stores unchanged: JSON values (`undefined` is omitted) and typed arrays. */
export type Plain = string | number | boolean | null | undefined | PlainArray | readonly Plain[] | PlainRecord;
export interface PlainRecord {
  readonly [name: string]: Plain;
}
