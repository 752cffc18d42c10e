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

/** A value that a bundle holds as it is: what JSON knows, `undefined` left out, and typed arrays. */
export type Plain = string | number | boolean | null | undefined | PlainArray | readonly Plain[] | PlainRecord;
export interface PlainRecord {
  readonly [name: string]: Plain;
}
