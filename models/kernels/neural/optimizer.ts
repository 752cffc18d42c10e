/**
 * How gradients g become updates of weights w at a learning rate η; with lazy rows: of tables of embeddings only the rows
 * that a batch touches are changed, the optimizer's sums for them included.
 *
 * - `adagrad`, with momentum: a += g²; m = momentum · m − η · g / √(a + epsilon); w += m.
 * - `adam` (Kingma & Ba 2015, algorithm 1): t counts all steps, also for rows that few of them touch; epsilon is added after the
 *   bias correction.
 *
 * Epsilon is above 0: rows that no batch has touched have sums of 0.
 */
export type Optimizer =
  | { readonly kind: 'adagrad'; readonly momentum: number; readonly epsilon: number }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number };
