import { describe, expect, it } from 'vitest';
import { codeVersion, filesOf } from './code-version.js';

describe('codeVersion', () => {
  it('of the stages before training knows nothing of models: to change one is not to load and clean again', async () => {
    const files = await filesOf([
      ...['data/index.ts', 'pipeline/dataset-file.ts', 'features/item-categories.ts', 'pipeline/split-file.ts'],
    ]);
    expect(files).toContain('data/clean/clean.ts');
    expect(files.filter((file) => /^(models|evaluation)\//.test(file))).toEqual([]);
  });

  it('of one model knows nothing of the others', async () => {
    const files = await filesOf(['models/item-knn.ts', 'pipeline/fit-parts.ts', 'pipeline/split-file.ts']);
    expect(files).toEqual(expect.arrayContaining(['models/item-neighbours.ts', 'models/kernels/built/neighbours.ts']));
    for (const other of ['models/popular.ts', 'models/registry.ts', 'models/kernels/als.ts', 'pipeline/config.ts'])
      expect(files).not.toContain(other);
  });

  it('depends on the modules and on the one that stands alone', async () => {
    const version = await codeVersion(['data/random.ts'], 'pipeline/clean.ts');
    expect(await codeVersion(['data/random.ts'], 'pipeline/clean.ts')).toBe(version);
    expect(await codeVersion(['data/sparse.ts'], 'pipeline/clean.ts')).not.toBe(version);
    expect(await codeVersion(['data/random.ts'], 'pipeline/split.ts')).not.toBe(version);
  });
});
