import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{data,features,models,evaluation,pipeline,notebooks,testing}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
