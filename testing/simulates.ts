import { it } from 'vitest';

/** A test by simulation of hundreds of samples; skipped against mutants, whose code runs several times slower. */
export const simulates = it.skipIf(process.env.STRYKER_MUTATOR_WORKER !== undefined);
