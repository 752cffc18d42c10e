import { defineConfig } from 'vitest/config';

/** The tests that `npm run test:mutation` runs against each mutant: those of three rooms, without the ones on real data, which skip on its copy of the tree. */
export default defineConfig({
  test: {
    setupFiles: ['testing/mutation-coverage.ts'],
    // Modules load once a run, not once a test file: loading takes longer than most tests.
    isolate: false,
    include: ['{data,features,evaluation}/**/*.test.ts'],
    exclude: [
      'data/{raw,processed,generator,download}/**',
      'evaluation/reference-ranks.test.ts',
      'evaluation/protocols/{*-on-,}{buyers,content-models}.test.ts',
    ],
    testTimeout: 60_000,
  },
});
