import { describe, expect, it } from 'vitest';
import { codeVersion, filesOf } from './code-version.js';

describe('codeVersion', () => {
  it('of the stages before training knows nothing of models: to change one is not to load and clean again', async () => {
    const files = await filesOf([
      ...[
        'data/index.ts',
        'pipeline/files/dataset-file.ts',
        'features/item-categories.ts',
        'pipeline/files/split-file.ts',
      ],
    ]);
    expect(files).toContain('data/clean/clean.ts');
    expect(files.filter((file) => /^(models|evaluation)\//.test(file))).toEqual([]);
  });

  it('of one model knows nothing of the others', async () => {
    const files = await filesOf([
      'models/neighbours/item-knn.ts',
      'pipeline/stages/fit-parts.ts',
      'pipeline/files/split-file.ts',
    ]);
    expect(files).toEqual(
      expect.arrayContaining(['models/neighbours/item-neighbours.ts', 'models/kernels/built/neighbours.ts']),
    );
    for (const other of [
      'models/popularity/popular.ts',
      'models/registry.ts',
      'models/kernels/als.ts',
      'pipeline/config/config.ts',
    ])
      expect(files).not.toContain(other);
  });

  it('depends on the modules and on the one that stands alone', async () => {
    const version = await codeVersion(['data/random.ts'], 'pipeline/stages/clean.ts');
    expect(await codeVersion(['data/random.ts'], 'pipeline/stages/clean.ts')).toBe(version);
    expect(await codeVersion(['data/sparse.ts'], 'pipeline/stages/clean.ts')).not.toBe(version);
    expect(await codeVersion(['data/random.ts'], 'pipeline/stages/split.ts')).not.toBe(version);
  });
});
