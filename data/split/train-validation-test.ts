import type { EventLog } from '../event-log.js';

declare const part: unique symbol;

/** What a model may learn from. Only a split can produce this type, so no model can be fitted on future events. */
export type Train = EventLog & { readonly [part]: 'train' };
/** What parameters are chosen on. Cut from train's end. */
export type Validation = EventLog & { readonly [part]: 'validation' };
/** What the final figures are measured on. */
export type Test = EventLog & { readonly [part]: 'test' };
