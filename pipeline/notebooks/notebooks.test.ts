import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../../data/index.js';
import { parseConfig } from '../config/parse-config.js';
import { root } from '../engine/root.js';
import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import { headline } from '../leaderboard/headline.js';
import { findSource } from '../stages/source.js';
import { contextEffects, contextEffectsTable } from '../study/context-effects.js';
import * as eda from '../study/eda-tables.js';
import { exampleQuery } from '../study/example-query.js';
import { embeddingMap, itemSpace, neighboursTable } from '../study/item-space.js';
import { prepareLog } from '../study/prepare-log.js';
import * as results from '../study/result-tables.js';
import { runPipeline } from '../study/run-pipeline.js';
import { build } from './build.js';
import { executeNotebook } from './execute-notebook.js';
import { joined, type Notebook, readNotebook } from './notebook.js';
import { dataVariable } from './render-notebooks.js';
import { tableHtml } from './table-html.js';

/** Everything that a notebook's cells show in one form, one after the other. */
const shown = (notebook: Notebook, type: string): string =>
  notebook.cells
    .flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []))
    .flatMap((output) => ('data' in output && output.data[type] !== undefined ? [joined(output.data[type])] : []))
    .join('\n');

describe('the notebooks, executed on a small generated log, report what the modules answer', () => {
  let data: string;
  const execute = (name: string) =>
    executeNotebook(join(root, 'notebooks', `${name}.ipynb`), { env: { [dataVariable]: data } });

  beforeAll(async () => {
    await build();
    const config = parseConfig({ events: 20_000, seed: 1 });
    data = await findSource({ config, force: false, progress: silent, say: () => {}, done: new Map() });
  });

  const runs: string[] = [];
  afterAll(() => Promise.all(runs.map((folder) => rm(folder, { recursive: true, force: true }))));

  it('01-eda', async () => {
    const html = shown(await execute('01-eda'), 'text/html');
    const shop = await prepareLog({ data, protocol: 'future', seed: 1 });
    for (const rows of [
      [eda.totalsRow(shop.dataset.log)],
      eda.edaAnswers(shop),
      eda.stageRows(shop.log),
      eda.bandRows(shop.log),
      eda.transitionRows(shop.log),
      eda.cleaningRows(shop),
      eda.stricterCleaningRows(shop, [1, 0.5, 0.25, 0.1]),
      eda.partRows(shop),
      [eda.noveltyRow(shop)],
    ])
      expect(html).toContain(bodyOf(await tableHtml(rows)));
  });

  it('02-baselines', async () => {
    const executed = await execute('02-baselines');
    const html = shown(executed, 'text/html');
    const [next, future, funnel] = [
      await runPipeline({ data, protocol: 'next', models: ['classic'], seed: 1 }),
      await runPipeline({ data, protocol: 'future', models: ['classic'], seed: 1 }),
      await runPipeline({ data, protocol: 'funnel', models: ['classic'], seed: 1 }),
    ];
    runs.push(next.folder, future.folder, funnel.folder);
    const example = await exampleQuery(funnel, 1);
    for (const rows of [
      results.baselineAnswers([next, future, funnel]),
      results.protocolRows([next, future, funnel]),
      ...[next, future, funnel].map((run) => results.leaderboardRows(run)),
      results.leaderboardRows(funnel, ['viewToCart@10', 'cartToTransaction@10']),
      example.context,
      example.lists,
    ])
      expect(html).toContain(bodyOf(await tableHtml(rows)));
    for (const { leaderboard } of [next, future, funnel])
      expect(shown(executed, 'text/plain')).toContain(leaderboardFigure(leaderboard, headline(leaderboard)).caption);
  });

  it('03-advanced-models', async () => {
    const executed = await execute('03-advanced-models');
    const html = shown(executed, 'text/html');
    const next = await runPipeline({ data, protocol: 'next', models: ['all'], seed: 1 });
    const future = await runPipeline({ data, protocol: 'future', models: ['all'], seed: 1 });
    runs.push(next.folder, future.folder);
    const space = await itemSpace(next, 'gru4rec');
    for (const rows of [
      results.baselineAnswers([next, future]),
      results.leaderboardRows(next),
      neighboursTable(space, 1),
      contextEffectsTable(
        await contextEffects(next, ['markov', 'item-knn', 'v-stan', 'two-tower', 'sasrec', 'gru4rec']),
      ),
    ])
      expect(html).toContain(bodyOf(await tableHtml(rows)));
    for (const figure of [results.trainingCurves(next), results.costAgainstQuality(next), embeddingMap(space)])
      expect(shown(executed, 'text/plain')).toContain(figure.caption);
  });
});

describe.each(['01-eda', '02-baselines', '03-advanced-models'])('the committed copy of %s', (name) => {
  it('was executed from top to bottom without an error', async () => {
    const { cells } = await readNotebook(join(root, 'notebooks', `${name}.ipynb`));
    const code = cells.filter((cell) => cell.cell_type === 'code');
    expect(code.length).toBeGreaterThanOrEqual(14);
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    const errors = code
      .flatMap(({ outputs }) => outputs)
      .filter((o) => o.output_type === 'stream' && o.name === 'stderr');
    expect(errors).toEqual([]);
    expect(shown({ cells, nbformat: 4 }, 'text/html')).toContain('retailrocket-buyers');
  });
});

/** A table's rows, without the caption that the notebook chose. */
const bodyOf = (table: string): string => table.slice(table.indexOf('<tbody>'));
