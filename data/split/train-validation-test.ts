import type { EventLog } from '../event-log.js';

declare const part: unique symbol;

/** What a model may learn from. Only a split can produce this type, so no model can be fitted on future events. */
export type Train = EventLog & { readonly [part]: 'train' };
/** The events on which parameters are chosen, cut from train's end. */
export type Validation = EventLog & { readonly [part]: 'validation' };
/** The events on which the final figures are measured. */
export type Test = EventLog & { readonly [part]: 'test' };
