/** The shape of an NCF model. */
export interface NcfShape {
  /** The halves of the model: `gmf`, `mlp`, or both. */
  readonly kind: 'neumf' | 'gmf' | 'mlp';
  readonly visitors: number;
  readonly items: number;
  /** Width of the embeddings that GMF multiplies. */
  readonly factors: number;
  /** Width of the visitor's embedding, and of the item's, that are the MLP's input … */
  readonly embedding: number;
  /** … and of each of its hidden layers. */
  readonly hidden: readonly number[];
}

export const hasGmf = ({ kind }: NcfShape): boolean => kind !== 'mlp';
export const hasMlp = ({ kind }: NcfShape): boolean => kind !== 'gmf';

const widest = 1024;

/** Whether {@link towerOf} can parse `layers`. */
export function isTower(layers: string): boolean {
  const widths = layers.split('-').map(Number);
  const areFine = widths.every((width) => Number.isInteger(width) && width > 0 && width <= widest);
  return areFine && widths.length > 1 && widths[0]! % 2 === 0;
}

/**
 * Parses a tower as the authors write it: `64-32-16` is an embedding of 32 for the visitor and one of 32 for the item, 64
 * together, then hidden layers of 32 and 16.
 */
export function towerOf(layers: string): Pick<NcfShape, 'embedding' | 'hidden'> {
  const [first, ...hidden] = layers.split('-').map(Number);
  return { embedding: first! / 2, hidden };
}
