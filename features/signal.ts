import { z } from 'zod';
import type { WeightedLists } from '../data/index.js';

const weight = z.number().nonnegative().max(1e6);

/**
 * What an event is worth: how a log becomes a visitor × item matrix. Every model that takes a matrix takes this as a parameter.
 * @param usual what the model's own defaults are where they differ from 1/3/5 and repeats × .8: what somebody leaves out is
 * the model's default, whatever else they give.
 */
export const signalSchema = (usual: SignalInput = {}) =>
  z
    .strictObject({
      /** By kind of event. All equal is the control. */
      weights: z
        .strictObject({
          view: weight.default(usual.weights?.view ?? 1),
          addtocart: weight.default(usual.weights?.addtocart ?? 3),
          transaction: weight.default(usual.weights?.transaction ?? 5),
        })
        .refine(({ view, addtocart, transaction }) => view + addtocart + transaction > 0, 'at least one above 0')
        .prefault({}),
      /** Of age: halved every `halfLifeDays`, or e^(−days / scaleDays). Needs a log with a clock. */
      decay: z
        .union(
          [
            z.literal('none'),
            z.strictObject({ halfLifeDays: z.number().positive() }),
            z.strictObject({ scaleDays: z.number().positive() }),
          ],
          { error: 'either "none", { "halfLifeDays": N } or { "scaleDays": N }, N above 0' },
        )
        .default('none'),
      /** Each further event of the same visitor and item counts this times the one before. */
      repeats: z
        .number()
        .min(0)
        .max(1)
        .default(usual.repeats ?? 0.8),
      /** The most that a pair can be worth before weighting; null for no limit. */
      cap: z
        .number()
        .positive()
        .nullable()
        .default(usual.cap ?? null),
      /** Of the matrix: BM25 (Robertson & Zaragoza 2009, section 3.4) or TF-IDF, items as documents, visitors as terms. */
      weighting: z.enum(['none', 'bm25', 'tf-idf']).default(usual.weighting ?? 'none'),
      /** BM25: the larger, the later a pair's worth saturates. */
      k1: z.number().nonnegative().default(1.2),
      /** BM25: how far an item's length, all that it is worth to all visitors, counts against it, 0 to 1. */
      b: z.number().min(0).max(1).default(0.75),
    })
    .prefault({});

export interface Signal {
  readonly weights: Readonly<Record<'view' | 'addtocart' | 'transaction', number>>;
  readonly decay: 'none' | { readonly halfLifeDays: number } | { readonly scaleDays: number };
  readonly repeats: number;
  readonly cap: number | null;
  readonly weighting: 'none' | 'bm25' | 'tf-idf';
  readonly k1: number;
  readonly b: number;
}

/** The fields of a signal that differ from its defaults. */
export type SignalInput = Partial<Omit<Signal, 'weights'>> & { readonly weights?: Partial<Signal['weights']> };

/** The signal of a binary matrix: who touched what, however and however often. */
export const binarySignal = {
  weights: { view: 1, addtocart: 1, transaction: 1 },
  repeats: 1,
  cap: 1,
} as const satisfies SignalInput;

/** Statistics of the whole matrix that weighting applies to the row of a new visitor. */
export interface SignalStatistics {
  /** What each item is worth to all visitors together, before weighting. */
  readonly itemLength: Float64Array;
  /** The mean of them. */
  readonly averageLength: number;
}

/** A weighted visitor × item matrix (CSR), all weights above 0, and the statistics that further rows are weighted with. */
export interface SignalMatrix extends WeightedLists {
  readonly statistics: SignalStatistics;
}
