import { z } from 'zod';

/** The parameters common to all models of session neighbours. */
export const neighbourhood = (k: number, sampleSize: number) => ({
  /** The number of neighbouring sessions that score items. */
  k: z.int().positive().default(k),
  /** The neighbours are chosen from this many most recent sessions that share an item. */
  sampleSize: z.int().positive().default(sampleSize),
});

/** Whether a sample is large enough for its neighbours, and the message of a schema's `refine` if it is not. */
export const holdsNeighbours = ({ k, sampleSize }: { k: number; sampleSize: number }) => sampleSize >= k;
export const tooSmall = {
  path: ['sampleSize'],
  message: 'must be at least k: the neighbours are chosen from the sample',
};
