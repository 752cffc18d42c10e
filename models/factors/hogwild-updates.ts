import { z } from 'zod';

/**
 * The order of stochastic gradient updates: `deterministic`, one after another on one thread, or `lock-free` on all threads,
 * whose updates race (Niu et al. 2011, "Hogwild!"). Lock-free is faster, but no two fits are alike.
 */
export const updatesSchema = z.enum(['deterministic', 'lock-free']).default('deterministic');

/** The threads that updates may use. */
export const updateThreads = (updates: z.infer<typeof updatesSchema>, threads: number): number =>
  updates === 'lock-free' ? threads : 1;
