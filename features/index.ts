export { categoryPaths } from './category-paths.js';
export { contentFor, type TrainContent } from './content-for.js';
export { type FunnelStage, funnelStage, funnelStages } from './funnel-stage.js';
export { type FunnelStep, funnelSteps } from './funnel-steps.js';
export { type ItemCategories, itemCategories } from './item-categories.js';
export type { ItemContent } from './item-content.js';
export { type ItemPopularity, itemPopularity } from './item-popularity.js';
export { type ItemTokens, itemTokens, type TokenBounds } from './item-tokens.js';
export { type KnownCategories, knownCategories } from './known-categories.js';
export { knownPrices } from './known-prices.js';
export { popularityBand, popularityBands } from './popularity-band.js';
export { popularityOrder } from './popularity-order.js';
export { assertPast } from './ranking/assert-past.js';
export { EventsBehind } from './ranking/events-behind.js';
export {
  assertSameSet,
  FeatureReader,
  type FeatureSet,
  featureSet,
  rankingFeatures,
} from './ranking/feature-set.js';
export { type ItemKnowledge, itemKnowledge } from './ranking/item-knowledge.js';
export { type Rfm, type RfmSegment, rfm, rfmSegments } from './rfm.js';
export { type AssociationRule, associationRules, type RuleParameters } from './rules/association-rules.js';
export { type Baskets, purchaseBaskets, sessionBaskets } from './rules/baskets.js';
export { frequentItemsets, type ItemsetParameters } from './rules/frequent-itemsets.js';
export type { Itemsets, ItemsetsCut } from './rules/itemsets.js';
export { revenueByVisitor, type Sales, sales } from './sales.js';
export { type SessionLengths, sessionLengths } from './session-lengths.js';
export { type SessionTransitions, sessionTransitions } from './session-transitions.js';
export {
  binarySignal,
  type Signal,
  type SignalInput,
  type SignalMatrix,
  type SignalStatistics,
  signalSchema,
} from './signal.js';
export { assertSignal, rowSignals, signalMatrix } from './signal-matrix.js';
export { visitorStages } from './visitor-stages.js';
