import { afterAll, inject } from 'vitest';

/** What Stryker's instrumented code counts, in a global object whose name Stryker chooses. */
interface Counted {
  readonly hitCount?: number;
  readonly mutantCoverage?: Record<'static' | 'perTest', Record<string, unknown>>;
}
declare module 'vitest' {
  interface ProvidedContext {
    globalNamespace: string;
  }
}

// Stryker 9.5.1 looks for a test file's `meta` in the first argument of `afterAll`, vitest 4.1 hands it over in the second. Without
// this hook every mutant would meet all tests, since Stryker would not know which of them reach it, and loops would end by time alone.
// biome-ignore lint/correctness/noEmptyPattern: vitest requires a pattern
afterAll(({}, file) => {
  const { hitCount, mutantCoverage } = (globalThis as unknown as Record<string, Counted>)[inject('globalNamespace')]!;
  Object.assign(file.meta, structuredClone({ hitCount, mutantCoverage }));
  // Files share their modules, which hold on to these objects: each file reports its own tests alone.
  for (const counts of Object.values(mutantCoverage ?? {})) for (const key of Object.keys(counts)) delete counts[key];
});
