import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const rooms = ['data', 'features', 'models', 'evaluation', 'pipeline', 'experiments', 'notebooks', 'testing'];
/** Where downloads lie, and where benchmarks check out earlier commits. */
const notOurs = ['data/raw', 'data/processed'];

/** The test files below a folder that replace modules: only a process of their own can give them others than its neighbours have. */
const replacing = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.includes(path) ? [] : replacing(path);
    return path.endsWith('.test.ts') && readFileSync(join(root, path), 'utf8').includes('vi.mock(') ? [path] : [];
  });
const alone = rooms.flatMap(replacing);
const exclude = [...configDefaults.exclude, ...notOurs.map((folder) => `${folder}/**`)];

export default defineConfig({
  test: {
    // All cores: by default one is left idle, of two every second one.
    maxWorkers: '100%',
    // A quarter of an hour: a test waits for what happens, however busy the machine is; this ends one that hangs.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    projects: [
      {
        extends: true,
        // To load the modules anew for each file would take more time than most files' tests.
        test: {
          name: 'shared',
          isolate: false,
          include: [`{${rooms.join(',')}}/**/*.test.ts`],
          exclude: [...exclude, ...alone],
        },
      },
      // After the others, so that these keep their processes.
      { extends: true, test: { name: 'alone', include: alone, exclude, sequence: { groupOrder: 1 } } },
    ],
  },
});
