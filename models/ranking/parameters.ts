import { z } from 'zod';

/** What trees are trained for; each with the numbers that labels may be. */
export const objectives = ['rank:ndcg', 'reg:squarederror', 'binary:logistic'] as const;

/** Parameters of training and their defaults. Those that XGBoost has mean the same there; its names stand behind. */
export const treeParameters = z.strictObject({
  objective: z.enum(objectives).default('rank:ndcg'),
  /** How many trees (num_boost_round). */
  rounds: z.int().min(1).default(100),
  /** What each tree's values are multiplied by (eta). */
  learningRate: z.number().gt(0).max(1).default(0.3),
  maxDepth: z.int().min(1).max(16).default(6),
  /** The least sum of second derivatives in a leaf. */
  minChildWeight: z.number().min(0).default(1),
  /** L2 on the values of leaves. */
  lambda: z.number().min(0).default(1),
  /** L1 on the values of leaves. */
  alpha: z.number().min(0).default(0),
  /** The least gain of a split (min_split_loss). */
  gamma: z.number().min(0).default(0),
  /** The share of rows that each tree learns from, drawn anew for each. */
  subsample: z.number().gt(0).max(1).default(1),
  /** The share of features that each tree may split on (colsample_bytree). */
  featureSample: z.number().gt(0).max(1).default(1),
  maxBin: z.int().min(2).max(256).default(256),
  /** The best ranks of a query of which each makes pairs with all behind it (lambdarank_num_pair_per_sample of the method `topk`). */
  truncation: z.int().min(1).default(32),
  /** Names of features as whose values grow scores must not fall (1) or not rise (−1). */
  monotone: z.record(z.string(), z.union([z.literal(1), z.literal(-1)])).default({}),
});

export type TreeParameters = z.infer<typeof treeParameters>;
