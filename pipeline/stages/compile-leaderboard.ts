import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countText } from '../../data/index.js';
import { type Leaderboard, type LeftOut, parseFigures } from '../../evaluation/index.js';
import type { Stage, StageCall, StageOutput } from '../engine/stage.js';
import { concatParquet } from '../files/concat-parquet.js';
import { perQueryFile, readMeasured } from '../files/measured-file.js';
import type { TaskSummary } from '../files/run-folder.js';
import { readTask } from '../files/task-file.js';
import { bestPossibleFile } from './measure-best-possible.js';

export interface LeaderboardInputs {
  readonly leftOut: readonly LeftOut[];
}

/** All models are fitted before the first is measured. */
export type LeaderboardNeeds = {
  readonly task: Stage;
  readonly fitted: readonly Stage[];
  readonly measured: readonly Stage[];
  /** One stage if the truth is known, otherwise none. */
  readonly best: readonly Stage[];
};

/** Writes the tables of all models from the measurements of each. */
export async function work(
  folder: string,
  { inputs: { leftOut }, needs }: StageCall<LeaderboardInputs, LeaderboardNeeds>,
): Promise<string> {
  const { dataset, task } = await readTask(needs.task.folder);
  const measured = await Promise.all(needs.measured.map((output) => readMeasured(output.folder)));
  const [best] = await Promise.all(needs.best.map(readBest));
  const leaderboard: Leaderboard = {
    dataset,
    protocol: task.protocol,
    queries: task.cluster.length,
    targets: task.targets.values.length,
    models: measured.map(({ entry }) => entry),
    ...(leftOut.length > 0 && { leftOut }),
  };
  const summary: TaskSummary = {
    counts: task.counts,
    notes: Object.fromEntries(
      measured.filter(({ notes }) => notes.length > 0).map(({ entry, notes }) => [entry.model, notes]),
    ),
    parameters: Object.fromEntries(measured.map(({ entry, parameters }) => [entry.model, parameters])),
    ...(best && { bestPossible: best }),
  };
  for (const table of ['targets', 'items', 'queries'])
    await cp(join(needs.task.folder, `${table}.parquet`), join(folder, `${table}.parquet`));
  await concatParquet(
    needs.measured.map((output) => join(output.folder, perQueryFile)),
    join(folder, perQueryFile),
  );
  await writeFile(join(folder, 'leaderboard.json'), `${JSON.stringify(leaderboard, undefined, 2)}\n`);
  await writeFile(join(folder, 'segments.json'), JSON.stringify(measured.flatMap(({ segments }) => segments)));
  await writeFile(join(folder, 'task.json'), JSON.stringify(summary));
  const models = `${measured.length} ${measured.length === 1 ? 'model' : 'models'}`;
  return `P-${task.protocol}: ${countText(leaderboard.queries)} queries, ${models}`;
}

const readBest = async ({ folder }: StageOutput) =>
  parseFigures(await readFile(join(folder, bestPossibleFile), 'utf8')) as TaskSummary['bestPossible'];
