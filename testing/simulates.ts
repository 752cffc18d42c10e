import { it } from 'vitest';

/** Stryker instruments the code that it mutates, which makes loops several times slower. */
const againstMutants = process.env.STRYKER_MUTATOR_WORKER !== undefined;

/** A test by simulation of hundreds of samples; skipped against mutants. */
export const simulates = it.skipIf(againstMutants);

/** The runs of a property of slow code: a twentieth against mutants. */
export const runs = (usual: number): number => (againstMutants ? Math.ceil(usual / 20) : usual);
