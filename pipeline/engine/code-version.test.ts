import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf, modelNames } from '../../models/index.js';
import { clean } from '../stages/clean.js';
import { ingest } from '../stages/ingest.js';
import { leaderboard } from '../stages/leaderboard.js';
import { measure } from '../stages/measure.js';
import { report } from '../stages/report.js';
import { sessionize } from '../stages/sessionize.js';
import { generate } from '../stages/source.js';
import { split } from '../stages/split.js';
import { task } from '../stages/task.js';
import { train } from '../stages/train.js';
import { codeVersions, filesOf } from './code-version.js';
import { root } from './root.js';
import type { Stage } from './stage.js';

it('each module has a version of its own, the same however often it is asked for', async () => {
  const [random, sparse] = await codeVersions(['data/random.ts', 'data/sparse.ts']);
  expect(random).toMatch(/^[0-9a-f]{64}$/);
  expect(sparse).not.toBe(random);
  expect(await codeVersions(['data/sparse.ts', 'data/random.ts', 'data/sparse.ts'])).toEqual([sparse, random, sparse]);
});

describe('the code that counts', () => {
  const ofData: Stage[] = [ingest, clean, sessionize, split];
  const trains = modelNames.map(train);
  const ofRun: Stage[] = [...ofData, task, ...trains, ...modelNames.map(measure), leaderboard, report];
  const files = filesOf([...new Set([generate, ...ofRun].flatMap(({ modules }) => modules))]);
  const filesOfStage = async ({ modules }: Stage) => {
    const byModule = await files;
    return modules.flatMap((module) => byModule.get(module)!);
  };
  /** Files of a stage that lie in one of some folders, or are one of some files. */
  const filesIn = async (stage: Stage, ...folders: string[]) =>
    (await filesOfStage(stage)).filter((file) => folders.some((folder) => file.startsWith(folder)));

  it('of the generator counts where a log is generated, and nowhere else', async () => {
    expect(await filesIn(generate, 'data/generator/')).not.toEqual([]);
    for (const stage of ofRun) expect([stage.name, await filesIn(stage, 'data/generator/')]).toEqual([stage.name, []]);
  });

  it('of a model counts where that model is fitted, and is not the code of all', async () => {
    const ofAll = ['models/registry.ts', 'pipeline/config/config.ts'];
    for (const file of ofAll) await expect(access(join(root, file))).resolves.toBeUndefined(); // or nothing could contain it
    for (const stage of [generate, ...ofData]) expect(await filesIn(stage, 'models/', 'evaluation/')).toEqual([]);
    for (const name of modelNames) {
      const own = await filesOfStage(train(name));
      expect(own).toContain(factsOf(name).module);
      expect([name, own.filter((file) => ofAll.includes(file))]).toEqual([name, []]);
    }
    const modules = modelNames.map((name) => factsOf(name).module);
    for (const stage of [task, measure('popular'), leaderboard, report])
      expect([stage.name, await filesIn(stage, ...modules, 'models/registry.ts')]).toEqual([stage.name, []]);
  });

  it('of metrics and intervals counts where models are measured, and not where they are fitted', async () => {
    const metrics = ['evaluation/metrics/', 'evaluation/intervals/', 'evaluation/lists/'];
    expect(await filesIn(measure('popular'), ...metrics)).not.toEqual([]);
    for (const stage of trains) expect([stage.name, await filesIn(stage, 'evaluation/')]).toEqual([stage.name, []]);
  });

  it('of figures and pages counts for the report alone', async () => {
    const pages = ['pipeline/report/', 'pipeline/figures/'];
    for (const stage of [generate, ...ofRun])
      expect((await filesIn(stage, ...pages)).length > 0).toBe(stage === report);
    expect(await filesOfStage(report)).toContain('pipeline/figures/text-layout.ts'); // what draws is handed to it
  });

  it('is that of the module which the stage loads to do its work', async () => {
    for (const stage of [generate, ...ofRun]) {
      const [module] = stage.modules;
      await expect(readFile(join(root, module), 'utf8')).resolves.toMatch(/export async function (work|\w+[A-Z])/);
      expect(String(stage.load)).toContain(basename(module, '.ts'));
    }
  });
});
