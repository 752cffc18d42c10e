import { VIEW } from '../data/index.js';

/** The stages of the funnel that a visitor can reach; a stage's code is its position here. */
export const funnelStages = ['new', 'browsing', 'intent', 'buyer'] as const;
export type FunnelStage = (typeof funnelStages)[number];

/**
 * Returns the code of the stage that a visitor has reached by its past events: `new` without any, `browsing` with views
 * only, `intent` with an addtocart, `buyer` with a transaction.
 *
 * An item taken out of the cart before the moment is no intent any more: by then, its addtocart counts as a view. A visitor
 * who puts x into the cart at 1 and takes it out at 5 is in `intent` at 5, and in `browsing` at 6.
 * @param kinds codes of the kinds of these events, in any order (see `eventKinds`).
 * @param removed the events' times of removal (see `EventColumns`); absent where the log has no removals.
 * @param moment the time at which the stage is asked for, which all these events precede; the end of time by default.
 */
export function funnelStage(kinds: Uint8Array, removed?: Float64Array, moment = Number.POSITIVE_INFINITY): number {
  // Kinds are coded in funnel order: a kind's code is one below that of the stage it leads to.
  let stage = 0;
  for (let i = 0; i < kinds.length; i++) {
    const kind = removed && removed[i]! < moment ? VIEW : kinds[i]!;
    stage = Math.max(stage, kind + 1);
  }
  return stage;
}
