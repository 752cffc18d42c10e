import { defineConfig } from 'vitest/config';

/** The tests that `npm run test:mutation` runs against each mutant: those of three rooms; on its copy of the tree those on real data skip. */
export default defineConfig({
  test: {
    include: ['{data,features,evaluation}/**/*.test.ts'],
    exclude: ['data/{raw,processed,generator,download}/**'],
    testTimeout: 60_000,
  },
});
