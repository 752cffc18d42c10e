import { holdOutPurchases } from './hold-out-purchases.js';
import { pastOf } from './past-of.js';
import type { Train } from './train-validation-test.js';

/**
 * How train is cut for models whose lists others learn from: to its events before a moment, or to all but one purchased item of each
 * visitor, drawn by a seed (see `holdOutPurchases`). What was cut off then asks what they cannot know.
 */
export type Cut = { readonly until: number } | { readonly heldOut: number };

/** Returns train's events that a cut leaves, in train's own ids. */
export const cutTrain = (train: Train, cut: Cut): Train =>
  'until' in cut ? pastOf(train, cut.until) : (holdOutPurchases(train, cut.heldOut).train as Train);
