/** A field as an error explains it: what is wrong with its text (undefined if nothing), and what would be right. */
export interface Explained {
  readonly explain: (text: string) => string | undefined;
  readonly expected: string;
}

/** Reads the fields of one column, row by row, from the bytes of a file. */
export interface Column extends Explained {
  /**
   * Reads the bytes `from … to` as the value of a row, which may be read again with other bytes if another of its fields is wrong.
   * Returns false where the field is wrong.
   */
  read(bytes: Uint8Array, from: number, to: number, row: number): boolean;
  /** Sets the value of a row of a file that lacks the column. */
  skip(row: number): void;
  /** Finishes what was put off: the bytes that were read are about to be replaced. */
  flush?(): void;
  /** Looks at the first fields of a file, which all its fields are then read like. */
  settle?(sample: readonly string[]): void;
}

/** The columns of a table by name. */
export type Columns = Readonly<Record<string, Column>>;

/** Values that grow with the rows. */
export abstract class GrowingColumn<Values extends Int32Array | Float64Array | Uint8Array> {
  #type: new (
    length: number,
  ) => Values;
  protected values: Values;

  constructor(type: new (length: number) => Values) {
    this.#type = type;
    this.values = new type(1024);
  }

  /** Makes room for a row. */
  protected reserve(row: number): void {
    if (row < this.values.length) return;
    const grown = new this.#type(Math.ceil(1.5 * row) + 1024);
    grown.set(this.values);
    this.values = grown;
  }

  /** The values of the first rows, without a copy: further rows are not read. */
  view(rows: number): Values {
    return this.values.subarray(0, rows) as Values;
  }

  /** The values of the first rows. */
  first(rows: number): Values {
    return this.values.slice(0, rows) as Values;
  }
}
