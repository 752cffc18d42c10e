export { type FunnelStep, funnelSteps } from './funnel-steps.js';
export { type SessionLengths, sessionLengths } from './session-lengths.js';
