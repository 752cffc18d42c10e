import { countText } from '../../data/index.js';
import { accuracyMetrics, type Leaderboard, withInterval } from '../../evaluation/index.js';
import { duration } from '../engine/duration.js';
import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import { segmentsFigure } from '../figures/segments-figure.js';
import { leadingMetrics, ranked } from '../leaderboard/leading-metrics.js';
import { runTitle } from '../leaderboard/run-title.js';
import { figureHtml } from './figure-html.js';
import { figureCell, type Html, html, metricHead, table } from './html.js';
import type { ReportData } from './report-data.js';
import { metricTexts, segmentationText } from './terms.js';

/** The leaderboard as a figure and as full tables. */
export async function leaderboardSection(data: ReportData): Promise<Html> {
  const { leaderboard, task, draw } = data;
  const leading = leadingMetrics(leaderboard);
  const best = task.bestPossible;
  return html`
<h2 id="leaderboard">Leaderboard</h2>
${await figureHtml(leaderboardFigure(leaderboard, leading, best), draw)}
${table(
  `Leading metrics, mean and 95 % interval, and cost: ${runTitle(data)}`,
  ['model', ...leading.map(metricHead), 'fit', 'predict', 'peak memory'],
  [
    ...ranked(leaderboard).map((entry) => [
      entry.model,
      ...leading.map((name) => figureCell(withInterval(entry.metrics[name]))),
      duration(entry.fitSeconds),
      duration(entry.predictSeconds),
      `${entry.peakMemoryMB} MB`,
    ]),
    ...(best ? [['best possible', ...leading.map((name) => figureCell(withInterval(best[name]))), '–', '–', '–']] : []),
  ],
)}
${best ? html`<p>The best possible ranking knows how the log was generated, all but the draws themselves: no model can be better by more than chance.</p>` : ''}
${leftOutTable(data)}
<details><summary>All accuracy figures</summary>${cutOffsFrom(leaderboard).map((at) => fullTable(data, 'Accuracy', at, isAccuracy))}</details>`;
}

/** The models that were left out because the data does not suffice; empty if there are none. */
const leftOutTable = ({ leaderboard: { leftOut = [] } }: ReportData): Html | string =>
  leftOut.length === 0
    ? ''
    : table(
        'Left out: asked for with the others, but the data does not suffice for them',
        ['model', 'reason'],
        leftOut.map(({ model, reason }) => [model, reason]),
        'wrapped',
      );

/** The metrics beyond accuracy, and an explanation of each metric. */
export function beyondSection(data: ReportData): Html {
  const { leaderboard } = data;
  const full = (at: string) => fullTable(data, 'What the lists are like', at, (name) => !isAccuracy(name));
  const [cutOff, ...others] = cutOffsFrom(leaderboard) as [string, ...string[]];
  const explained = [...new Set(namesOf(leaderboard).map(metricOf))].filter((metric) => metric in metricTexts);
  return html`
<h2 id="beyond">Beyond accuracy</h2>
${full(cutOff)}
<details><summary>At the other cut-offs</summary>${others.map(full)}</details>
<h3 id="metrics">What the metrics say</h3>
${table(
  'Metrics at a cut-off k; a figure is the mean over the queries unless said',
  ['metric', 'meaning'],
  explained.map((metric) => [metric, metricTexts[metric]!]),
  'wrapped',
)}`;
}

/** A table of the metrics at one cut-off: all in one table would be too wide to read or print. */
function fullTable(data: ReportData, what: string, cutOff: string, isShown: (name: string) => boolean): Html {
  const chosen = namesOf(data.leaderboard).filter((name) => cutOffOf(name) === cutOff && isShown(name));
  return table(
    `${what} ${cutOff}: ${runTitle(data)}`,
    ['model', ...chosen.map(metricHead)],
    ranked(data.leaderboard).map(({ model, metrics }) => [
      model,
      ...chosen.map((name) => figureCell(withInterval(metrics[name]))),
    ]),
  );
}

const namesOf = ({ models }: Leaderboard): string[] => [
  ...new Set(models.flatMap(({ metrics }) => Object.keys(metrics))),
];
const metricOf = (name: string): string => name.slice(0, name.indexOf('@'));
const cutOffOf = (name: string): string => name.slice(name.indexOf('@'));
const isAccuracy = (name: string): boolean => accuracyMetrics.includes(metricOf(name));

/** Cut-offs such as `@20`, the leading metric's first. */
const cutOffsFrom = (leaderboard: Leaderboard): string[] => [
  ...new Set([leadingMetrics(leaderboard)[0], ...namesOf(leaderboard)].map(cutOffOf)),
];

/** The leading metric by segment of the queries. */
export async function segmentsSection(data: ReportData): Promise<Html> {
  const { leaderboard, segments, draw } = data;
  const [metric] = leadingMetrics(leaderboard);
  const names = [...new Set(segments.map(({ segmentation }) => segmentation))];
  const parts = names.map(async (name) => {
    const tables = ranked(leaderboard).flatMap(({ model }) =>
      segments.filter((table) => table.segmentation === name && table.model === model),
    );
    return html`<h3>By ${name}</h3><p>${segmentationText(leaderboard.protocol, name)}</p>${await figureHtml(segmentsFigure(segmentRows({ leaderboard, segments }, name), metric), draw)}
${table(
  `${metric} by ${name}, with the number of queries: ${runTitle(data)}`,
  ['model', ...tables[0]!.rows.map(({ label, queries }) => `${label} (${countText(queries)})`)],
  tables.map(({ model, rows }) => [model, ...rows.map(({ metrics }) => figureCell(withInterval(metrics[metric])))]),
)}`;
  });
  return html`<h2 id="segments">By segment</h2><p>${metric}, with the number of queries of each segment.</p>${await Promise.all(parts)}`;
}

/** The leading metric of a segmentation, one row a model and segment that has a value, the best model first. */
export function segmentRows(
  { leaderboard, segments }: Pick<ReportData, 'leaderboard' | 'segments'>,
  segmentation: string,
) {
  const [metric] = leadingMetrics(leaderboard);
  return ranked(leaderboard).flatMap(({ model }) => {
    const table = segments.find((one) => one.model === model && one.segmentation === segmentation);
    return (table?.rows ?? [])
      .filter(({ metrics }) => metrics[metric])
      .map(({ label, queries, metrics }) => ({ segment: label, model, queries, ...metrics[metric]! }));
  });
}
