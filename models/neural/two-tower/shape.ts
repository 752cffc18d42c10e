/** What a two-tower model is made of. */
export interface TowerShape {
  /** Rows of the table of embeddings: the items, then their tokens. */
  readonly embeddings: number;
  /** Of embeddings, and of the vectors that come out of the towers. */
  readonly width: number;
  /** Width of each tower's hidden layer. */
  readonly hidden: number;
}

export const sides = ['visitor', 'item'] as const;
/** The tower of visitors or that of items. */
export type Side = (typeof sides)[number];
