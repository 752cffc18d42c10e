/**
 * The weight of a step by its distance in a session: distance 1 is the neighbour, 2 the one behind it …
 * Source: Ludewig & Jannach 2018, "Evaluation of session-based recommendation algorithms" (UMUAI 28).
 */
export const stepDecays = {
  same: () => 1,
  div: (step: number) => 1 / step,
  linear: (step: number) => Math.max(0, 1 - 0.1 * step),
  log: (step: number) => 1 / Math.log10(step + 1.7),
  quadratic: (step: number) => 1 / step ** 2,
} as const satisfies Record<string, (step: number) => number>;

export const stepDecayNames = Object.keys(stepDecays) as (keyof typeof stepDecays)[];
