/** A matrix of weights: rows × columns, row after row, without padding. Vectors have one row. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}
