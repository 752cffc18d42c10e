import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { parseConfig } from '../config/parse-config.js';
import { root } from '../engine/root.js';
import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import { leadingMetrics } from '../leaderboard/leading-metrics.js';
import { findSource } from '../stages/source.js';
import { contextEffects, contextEffectsTable } from '../study/context-effects.js';
import { cleaningFinding, tailFinding } from '../study/eda-findings.js';
import * as eda from '../study/eda-tables.js';
import { exampleQuery } from '../study/example-query.js';
import { embeddingMap, itemSpace, neighboursTable } from '../study/item-space.js';
import { prepareLog } from '../study/prepare-log.js';
import * as results from '../study/result-tables.js';
import { runAnswers } from '../study/run-answers.js';
import { runPipeline } from '../study/run-pipeline.js';
import { build } from './build.js';
import { executeNotebook } from './execute-notebook.js';
import { joined, type Notebook, readNotebook } from './notebook.js';
import { notebookVersion } from './notebook-version.js';
import { dataVariable } from './render-notebooks.js';
import { tableHtml } from './table-html.js';

/** Everything that a notebook's cells show in one form, one after the other. */
const shown = (notebook: Notebook, type: string): string =>
  notebook.cells
    .flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []))
    .flatMap((output) => ('data' in output && output.data[type] !== undefined ? [joined(output.data[type])] : []))
    .join('\n');

/** Writes a shop's folder with the events of every fifth visitor: enough for each table, and fitted in a fifth of the time. */
async function aFifth(shop: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'retail-recsys-test-'));
  const files = (await readdir(shop)).filter((name) => name.endsWith('.csv') && name !== 'events.csv');
  for (const name of files) await copyFile(join(shop, name), join(folder, name));
  const [header, ...lines] = (await readFile(join(shop, 'events.csv'), 'utf8')).split('\n');
  const kept = lines.filter((line) => Number(line.split(',')[1]) % 5 === 0);
  await writeFile(join(folder, 'events.csv'), [header, ...kept, ''].join('\n'));
  return folder;
}

describe('the notebooks, executed on a small generated log, report what the modules answer', () => {
  let data: string;
  const execute = (name: string) =>
    executeNotebook(join(root, 'notebooks', `${name}.ipynb`), { env: { [dataVariable]: data } });

  beforeAll(async () => {
    await build();
    const config = parseConfig({ events: 20_000, seed: 1 });
    data = await aFifth(await findSource({ config, force: false, reporter: quiet, done: new Map() }));
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  const runs: string[] = [];
  afterAll(() => Promise.all(runs.map((folder) => rm(folder, { recursive: true, force: true }))));

  it('00-start', async () => {
    const executed = await execute('00-start');
    expect(shown(executed, 'text/html')).toContain('<td align="left">item-knn</td>');
    expect(shown(executed, 'text/markdown')).toMatch(/\*\*Answer\.\*\* ndcg@10 of popular is .* item-knn /s);
  });

  it('01-eda', async () => {
    const executed = await execute('01-eda');
    const html = shown(executed, 'text/html');
    const shop = await prepareLog({ data, protocol: 'future', seed: 1 });
    for (const rows of [
      [eda.totalsRow(shop.dataset.log)],
      eda.stageRows(shop.log),
      eda.bandRows(shop.log),
      eda.transitionRows(shop.log),
      eda.cleaningRows(shop),
      eda.stricterCleaningRows(shop, [1, 0.5, 0.25, 0.1]),
      eda.partRows(shop),
      [eda.noveltyRow(shop)],
    ])
      expect(html).toContain(bodyOf(await tableHtml(rows)));
    const said = shown(executed, 'text/markdown');
    for (const text of [eda.edaAnswers(shop), tailFinding(shop.log), cleaningFinding(shop, 0.1)])
      expect(said).toContain(text);
    expect(html.match(/what the next event of a session is about/g)).toHaveLength(1); // one log: it is not shown as two
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
      ...[next, future, funnel].map((run) => results.leaderboardRows(run)),
      results.leaderboardRows(funnel, ['viewToCart@10', 'cartToTransaction@10']),
      example.context,
      example.lists,
    ])
      expect(html).toContain(bodyOf(await tableHtml(rows)));
    for (const { leaderboard } of [next, future, funnel])
      expect(shown(executed, 'text/plain')).toContain(
        leaderboardFigure(leaderboard, leadingMetrics(leaderboard)).caption,
      );
    const said = shown(executed, 'text/markdown');
    for (const paragraph of await runAnswers([next, future, funnel])) expect(said).toContain(paragraph);
    // What was not run is said once, and no section is about it.
    expect(html).toContain('<td align="left">P-holdout</td><td align="left">–</td><td align="left">not run: ');
    expect(said).not.toContain('purchase did each visitor');
    expect(said).not.toContain('A further purchase');
  });

  it('03-advanced-models', async () => {
    const executed = await execute('03-advanced-models');
    const html = shown(executed, 'text/html');
    const next = await runPipeline({ data, protocol: 'next', models: ['all'], seed: 1 });
    const future = await runPipeline({ data, protocol: 'future', models: ['all'], seed: 1 });
    runs.push(next.folder, future.folder);
    const space = await itemSpace(next, 'gru4rec');
    for (const rows of [
      results.leaderboardRows(next),
      neighboursTable(space, 1),
      contextEffectsTable(
        await contextEffects(next, ['markov', 'item-knn', 'v-stan', 'two-tower', 'sasrec', 'gru4rec']),
      ),
    ])
      expect(html).toContain(bodyOf(await tableHtml(rows)));
    for (const figure of [results.trainingCurves(next), results.costAgainstQuality(next), embeddingMap(space)])
      expect(shown(executed, 'text/plain')).toContain(figure.caption);
    expect(shown(executed, 'text/markdown')).toContain('### What a visitor does later');
    expect(html).not.toContain('movielens'); // the data that it was told to read is none
  });
});

/** Warnings that a committed notebook may show: of the data that it is about, and of models that this data does not suffice for. */
const expectedWarnings = [
  /^ingest: warning: train\.tsv: .* the log has an order but no clock$/,
  /^models: warning: [\w-]+ is left out: /,
  /^task: warning: [\d,]+ of [\d,]+ next items have the very time of the item before: /,
  /^split: warning: leave-last-out leaks: /,
];

describe.each(['00-start', '01-eda', '02-baselines', '03-advanced-models'])('the committed copy of %s', (name) => {
  const file = join(root, 'notebooks', `${name}.ipynb`);

  it('was executed from top to bottom without an error', async () => {
    const notebook = await readNotebook(file);
    const code = notebook.cells.filter((cell) => cell.cell_type === 'code');
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    const errors = code
      .flatMap(({ outputs }) => outputs)
      .flatMap((output) => (output.output_type === 'stream' && output.name === 'stderr' ? joined(output.text) : []))
      .flatMap((text) => text.trim().split('\n'));
    expect(errors.filter((line) => !expectedWarnings.some((expected) => expected.test(line)))).toEqual([]);
    expect(shown(notebook, 'text/markdown')).toContain('retailrocket-buyers');
  });

  it('was made by the code as it is', async () => {
    const notebook = await readNotebook(file);
    const mend = `npm run notebooks:render -- --only ${name} --in-place`;
    expect(
      notebook.metadata.executed_code,
      `${name} shows what other code computed; on the data that it is about: ${mend}`,
    ).toBe(await notebookVersion(notebook, dirname(file)));
  });

  it('is small enough to be read where it is kept', async () => {
    expect((await stat(file)).size).toBeLessThanOrEqual(1.5e6);
  });
});

/** A table's rows, without the caption that the notebook chose. */
const bodyOf = (table: string): string => table.slice(table.indexOf('<tbody>'));
