/** The stages of the funnel that a visitor can reach; a stage's code is its position here. */
export const funnelStages = ['new', 'browsing', 'intent', 'buyer'] as const;
export type FunnelStage = (typeof funnelStages)[number];

/**
 * Returns the code of the stage that a visitor has reached by its past events: `new` without any, `browsing` with views
 * only, `intent` with an addtocart, `buyer` with a transaction.
 * @param kinds codes of the kinds of these events, in any order (see `eventKinds`).
 */
export function funnelStage(kinds: Uint8Array): number {
  // Kinds are coded in funnel order: a kind's code is one below that of the stage it leads to.
  let stage = 0;
  for (const kind of kinds) stage = Math.max(stage, kind + 1);
  return stage;
}
