import { z } from 'zod';
import type { WeightedLists } from '../data/index.js';

const weight = z.number().nonnegative().max(1e6);

/**
 * The schema of a signal: how the events of a log become a visitor × item matrix. Every model fitted on such a matrix has it as a
 * parameter.
 * @param usual the model's own defaults where they differ from 1/3/5 and repeats × .8. A field left out takes the
 * model's default, whichever other fields are set.
 */
export const signalSchema = (usual: SignalInput = {}) =>
  z
    .strictObject({
      /** Weight by kind of event. Equal weights are the control. */
      weights: z
        .strictObject({
          view: weight.default(usual.weights?.view ?? 1),
          addtocart: weight.default(usual.weights?.addtocart ?? 3),
          transaction: weight.default(usual.weights?.transaction ?? 5),
        })
        .refine(({ view, addtocart, transaction }) => view + addtocart + transaction > 0, 'at least one above 0')
        .prefault({}),
      /** Decay by age: halved every `halfLifeDays`, or e^(−days / scaleDays). Requires a log with a clock. */
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
      /** Each further event of the same visitor and item counts this factor times the previous one. */
      repeats: z
        .number()
        .min(0)
        .max(1)
        .default(usual.repeats ?? 0.8),
      /** Upper limit of a pair's worth before weighting; null for none. */
      cap: z
        .number()
        .positive()
        .nullable()
        .default(usual.cap ?? null),
      /** Weighting of the matrix: BM25 (Robertson & Zaragoza 2009, section 3.4) or TF-IDF, with items as documents, visitors as terms. */
      weighting: z.enum(['none', 'bm25', 'tf-idf']).default(usual.weighting ?? 'none'),
      /** BM25: the larger, the later a pair's worth saturates. */
      k1: z.number().nonnegative().default(1.2),
      /** BM25: strength of length normalisation, 0 to 1; an item's length is its total worth over all visitors. */
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

/** The signal of a binary matrix: 1 for each visitor and item with an event, of whatever kind and however often. */
export const binarySignal = {
  weights: { view: 1, addtocart: 1, transaction: 1 },
  repeats: 1,
  cap: 1,
} as const satisfies SignalInput;

/** Statistics of the whole matrix, also used to weight the rows of new visitors. */
export interface SignalStatistics {
  /** Each item's total worth over all visitors, before weighting. */
  readonly itemLength: Float64Array;
  /** Mean of the item lengths. */
  readonly averageLength: number;
}

/** A weighted visitor × item matrix (CSR), all weights above 0, and the statistics for weighting further rows. */
export interface SignalMatrix extends WeightedLists {
  readonly statistics: SignalStatistics;
}
