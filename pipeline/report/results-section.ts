import { metrics as accuracy } from '../../evaluation/index.js';
import { duration } from '../engine/duration.js';
import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import { segmentsFigure } from '../figures/segments-figure.js';
import { headline, ranked, withInterval } from '../leaderboard/headline.js';
import { figureHtml } from './figure-html.js';
import { type Html, html, table } from './html.js';
import type { ReportData } from './report-data.js';
import { coverageIntervalText, proxyText, segmentationText } from './terms.js';

/** The leaderboard, as a figure and in full, and what the lists are like beyond accuracy. */
export async function resultsSection({ leaderboard, draw }: ReportData): Promise<Html> {
  const models = ranked(leaderboard);
  const leading = headline(leaderboard);
  const names = [...new Set(models.flatMap(({ metrics }) => Object.keys(metrics)))];
  const cutOff = leading[0].slice(leading[0].indexOf('@'));
  const isAccuracy = (name: string) => name.split('@')[0]! in accuracy;
  const full = (chosen: readonly string[]) =>
    table(
      ['model', ...chosen],
      models.map(({ model, metrics }) => [model, ...chosen.map((name) => withInterval(metrics[name]))]),
    );
  return html`
<h2 id="leaderboard">Leaderboard</h2>
${await figureHtml(leaderboardFigure(leaderboard, leading), draw)}
${table(
  ['model', ...leading, 'fit', 'predict', 'peak memory'],
  models.map((entry) => [
    entry.model,
    ...leading.map((name) => withInterval(entry.metrics[name])),
    duration(entry.fitSeconds),
    duration(entry.predictSeconds),
    `${entry.peakMemoryMB} MB`,
  ]),
)}
<details><summary>All accuracy figures</summary>${full(names.filter(isAccuracy))}</details>
<h2 id="beyond">Beyond accuracy</h2>
<p>Coverage: share of the catalogue that is recommended to anybody. Diversity: how unlike the items of one list are, by category
and by co-occurrence. Novelty: mean −log2 of the share of visitors who know an item. Popularity bias: train events of
a listed item over the catalogue's mean; 1 is no bias.</p>
${leaderboard.protocol === 'funnel' ? html`<p>${proxyText}</p>` : ''}
<p>${coverageIntervalText}</p>
${full(names.filter((name) => !isAccuracy(name) && name.endsWith(cutOff)))}
<details><summary>At the other cut-offs</summary>${full(names.filter((name) => !isAccuracy(name) && !name.endsWith(cutOff)))}</details>`;
}

/** The leading metric by segment of the queries. */
export async function segmentsSection({ leaderboard, segments, draw }: ReportData): Promise<Html> {
  const [metric] = headline(leaderboard);
  const names = [...new Set(segments.map(({ segmentation }) => segmentation))];
  const parts = names.map(async (name) => {
    const tables = ranked(leaderboard).flatMap(({ model }) =>
      segments.filter((table) => table.segmentation === name && table.model === model),
    );
    return html`<h3>By ${name}</h3><p>${segmentationText(leaderboard.protocol, name)}</p>${await figureHtml(segmentsFigure(segmentRows({ leaderboard, segments }, name), metric), draw)}
${table(
  ['model', ...tables[0]!.rows.map(({ label, queries }) => `${label} (${queries.toLocaleString('en')})`)],
  tables.map(({ model, rows }) => [model, ...rows.map(({ metrics }) => withInterval(metrics[metric]))]),
)}`;
  });
  return html`<h2 id="segments">By segment</h2><p>${metric}, with the number of queries of each segment.</p>${await Promise.all(parts)}`;
}

/** The leading metric of a segmentation, one row a model and segment that has a value, the best model first. */
export function segmentRows(
  { leaderboard, segments }: Pick<ReportData, 'leaderboard' | 'segments'>,
  segmentation: string,
) {
  const [metric] = headline(leaderboard);
  return ranked(leaderboard).flatMap(({ model }) => {
    const table = segments.find((one) => one.model === model && one.segmentation === segmentation);
    return (table?.rows ?? [])
      .filter(({ metrics }) => metrics[metric])
      .map(({ label, queries, metrics }) => ({ segment: label, model, queries, ...metrics[metric]! }));
  });
}
