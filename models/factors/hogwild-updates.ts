import { z } from 'zod';

/**
 * In which order a stochastic gradient descent updates its factors: `deterministic`, one after the other on one thread, or
 * `lock-free` on all threads, whose updates race (Niu et al. 2011, "Hogwild!"): faster, but no two fits are alike.
 */
export const updatesSchema = z.enum(['deterministic', 'lock-free']).default('deterministic');

/** The threads that updates may use. */
export const updateThreads = (updates: z.infer<typeof updatesSchema>, threads: number): number =>
  updates === 'lock-free' ? threads : 1;
