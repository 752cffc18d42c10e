/**
 * How gradients g update weights w at a learning rate η. Rows are lazy: of embedding tables, only the rows that a batch touches
 * change, including the optimizer's sums for them.
 *
 * - `adagrad`, with momentum: a += g²; m = momentum · m − η · g / √(a + epsilon); w += m.
 * - `adam` (Kingma & Ba 2015, algorithm 1): t counts all steps, also for rows that few of them touch; epsilon is added after the
 *   bias correction.
 *
 * Epsilon must be above 0, because rows that no batch has touched have sums of 0.
 */
export type Optimizer =
  | { readonly kind: 'adagrad'; readonly momentum: number; readonly epsilon: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number };
