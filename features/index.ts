export { type FunnelStage, funnelStage, funnelStages } from './funnel-stage.js';
export { type FunnelStep, funnelSteps } from './funnel-steps.js';
export { type ItemCategories, itemCategories } from './item-categories.js';
export { type ItemPopularity, itemPopularity } from './item-popularity.js';
export { popularityBand, popularityBands } from './popularity-band.js';
export { popularityOrder } from './popularity-order.js';
export { type SessionLengths, sessionLengths } from './session-lengths.js';
export { type SessionTransitions, sessionTransitions } from './session-transitions.js';
export { visitorStages } from './visitor-stages.js';
