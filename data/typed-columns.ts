/** The kinds of numbers that a column can hold, and the arrays that hold them. */
const kinds = { double: Float64Array, int: Int32Array, byte: Uint8Array } as const;

export type ColumnKind = keyof typeof kinds;

/** The columns of a shape, which states the kind of number in each. */
export type TypedColumns<Shape extends Readonly<Record<string, ColumnKind>>> = {
  [Name in keyof Shape]: InstanceType<(typeof kinds)[Shape[Name]]>;
};

/**
 * Allocates columns of equal length, initialised to zero, in one contiguous piece of memory.
 *
 * One large piece returns to the system when it is freed. The allocator keeps many medium-sized ones for later, in gaps
 * that seldom fit the next request.
 */
export function typedColumns<Shape extends Readonly<Record<string, ColumnKind>>>(
  shape: Shape,
  length: number,
): TypedColumns<Shape> {
  const names = Object.keys(shape);
  const widthOf = (name: string) => kinds[shape[name]!].BYTES_PER_ELEMENT;
  const memory = new ArrayBuffer(length * names.reduce((sum, name) => sum + widthOf(name), 0));
  const columns: Record<string, Float64Array | Int32Array | Uint8Array> = {};
  let at = 0;
  // The widest first, so that each column begins at a multiple of its width.
  for (const name of names.toSorted((a, b) => widthOf(b) - widthOf(a))) {
    columns[name] = new kinds[shape[name]!](memory, at, length);
    at += length * widthOf(name);
  }
  return Object.fromEntries(names.map((name) => [name, columns[name]])) as TypedColumns<Shape>;
}
