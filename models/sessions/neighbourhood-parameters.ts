import { z } from 'zod';

/** The parameters that every model of session neighbours has. */
export const neighbourhood = (k: number, sampleSize: number) => ({
  /** Neighbouring sessions that score items. */
  k: z.int().positive().default(k),
  /** How many sessions, the most recent that share an item, they are chosen from. */
  sample_size: z.int().positive().default(sampleSize),
});

/** Whether a sample can hold the neighbours that are taken from it, and what a schema's `refine` says where it cannot. */
export const holdsNeighbours = ({ k, sample_size }: { k: number; sample_size: number }) => sample_size >= k;
export const tooSmall = {
  path: ['sample_size'],
  message: 'must be at least k: the neighbours are chosen from the sample',
};
