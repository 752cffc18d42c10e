/** The shape of a two-tower model. */
export interface TowerShape {
  /** Rows of the embedding table: the items, then their tokens. */
  readonly embeddings: number;
  /** Width of the embeddings, and of the vectors that the towers return. */
  readonly width: number;
  /** Width of each tower's hidden layer. */
  readonly hidden: number;
}

export const sides = ['visitor', 'item'] as const;
/** The tower of visitors or that of items. */
export type Side = (typeof sides)[number];
