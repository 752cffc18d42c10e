/** How training went, in columns: one entry an epoch. */
export interface History {
  /** From 1. */
  readonly epoch: Int32Array;
  /** Mean over the epoch's samples. */
  readonly loss: Float64Array;
  /** At the epoch's last step. */
  readonly learningRate: Float64Array;
  /** mrr@20 on what was held out of train; NaN where nothing was. */
  readonly validation: Float64Array;
  readonly seconds: Float64Array;
  /** Samples learnt from a second. */
  readonly rate: Float64Array;
}
