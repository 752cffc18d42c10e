import { z } from 'zod';

/** The parameters that every model of session neighbours has. */
export const neighbourhood = (k: number, sampleSize: number) => ({
  /** Neighbouring sessions that score items. */
  k: z.int().positive().default(k),
  /** How many sessions, the most recent that share an item, they are chosen from. */
  sampleSize: z.int().positive().default(sampleSize),
});

/** Whether a sample can hold the neighbours that are taken from it, and what a schema's `refine` says where it cannot. */
export const holdsNeighbours = ({ k, sampleSize }: { k: number; sampleSize: number }) => sampleSize >= k;
export const tooSmall = {
  path: ['sampleSize'],
  message: 'must be at least k: the neighbours are chosen from the sample',
};
