import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{data,features,models,evaluation,pipeline,experiments,notebooks,testing}/**/*.test.ts'],
    // Where benchmarks check out earlier commits.
    exclude: [...configDefaults.exclude, 'data/processed/**'],
    // All cores: by default one is left idle, of two every second one.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
