/** The course of training, in columns: one entry an epoch. */
export interface History {
  /** From 1. */
  readonly epoch: Int32Array;
  /** Mean over the epoch's samples. */
  readonly loss: Float64Array;
  /** At the epoch's last step. */
  readonly learningRate: Float64Array;
  /** mrr@20 on the part held out of train; NaN if none was. */
  readonly validation: Float64Array;
  readonly seconds: Float64Array;
  /** Samples per second. */
  readonly rate: Float64Array;
}

/** One entry of a {@link History}. */
export type Epoch = { readonly [column in keyof History]: number };

/** Lays epochs out in columns. */
export const historyOf = (epochs: readonly Epoch[]): History => ({
  epoch: Int32Array.from(epochs, ({ epoch }) => epoch),
  loss: Float64Array.from(epochs, ({ loss }) => loss),
  learningRate: Float64Array.from(epochs, ({ learningRate }) => learningRate),
  validation: Float64Array.from(epochs, ({ validation }) => validation),
  seconds: Float64Array.from(epochs, ({ seconds }) => seconds),
  rate: Float64Array.from(epochs, ({ rate }) => rate),
});
