import { metrics as accuracy, withInterval } from '../../evaluation/index.js';
import { duration } from '../engine/duration.js';
import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import { segmentsFigure } from '../figures/segments-figure.js';
import { headline, ranked } from '../leaderboard/headline.js';
import { figureHtml } from './figure-html.js';
import { figureCell, type Html, html, metricHead, table } from './html.js';
import { type ReportData, runTitle } from './report-data.js';
import { metricTexts, segmentationText } from './terms.js';

/** The leaderboard, as a figure and in full, and what the lists are like beyond accuracy. */
export async function resultsSection(data: ReportData): Promise<Html> {
  const { leaderboard, draw } = data;
  const models = ranked(leaderboard);
  const leading = headline(leaderboard);
  const names = [...new Set(models.flatMap(({ metrics }) => Object.keys(metrics)))];
  const [cutOff] = cutOffsOf([leading[0]]) as [string];
  const otherCutOffs = cutOffsOf(names).filter((one) => one !== cutOff);
  const isAccuracy = (name: string) => metricOf(name) in accuracy;
  /** One table a cut-off: all in one would be too wide to be read, or printed. */
  const full = (what: string, cutOffs: readonly string[], isShown: (name: string) => boolean) =>
    cutOffs.map((at) => {
      const chosen = names.filter((name) => name.endsWith(at) && isShown(name));
      return table(
        `${what} ${at}: ${runTitle(data)}`,
        ['model', ...chosen.map(metricHead)],
        models.map(({ model, metrics }) => [model, ...chosen.map((name) => figureCell(withInterval(metrics[name])))]),
      );
    });
  const explained = [...new Set(names.map(metricOf))].filter((metric) => metric in metricTexts);
  return html`
<h2 id="leaderboard">Leaderboard</h2>
${await figureHtml(leaderboardFigure(leaderboard, leading), draw)}
${table(
  `Leading metrics, mean and 95 % interval, and cost: ${runTitle(data)}`,
  ['model', ...leading.map(metricHead), 'fit', 'predict', 'peak memory'],
  models.map((entry) => [
    entry.model,
    ...leading.map((name) => figureCell(withInterval(entry.metrics[name]))),
    duration(entry.fitSeconds),
    duration(entry.predictSeconds),
    `${entry.peakMemoryMB} MB`,
  ]),
)}
${leftOutTable(data)}
<details><summary>All accuracy figures</summary>${full('Accuracy', [cutOff, ...otherCutOffs], isAccuracy)}</details>
<h2 id="beyond">Beyond accuracy</h2>
${full('What the lists are like', [cutOff], (name) => !isAccuracy(name))}
<details><summary>At the other cut-offs</summary>${full('What the lists are like', otherCutOffs, (name) => !isAccuracy(name))}</details>
<h3 id="metrics">What the metrics say</h3>
${table(
  `Metrics at a cut-off k; a figure is the mean over the queries unless said`,
  ['metric', 'meaning'],
  explained.map((metric) => [metric, metricTexts[metric]!]),
  'wrapped',
)}`;
}

/** The models that cannot do with the data; nothing where there are none. */
const leftOutTable = ({ leaderboard: { leftOut = [] } }: ReportData): Html | string =>
  leftOut.length === 0
    ? ''
    : table(
        'Left out: asked for with the others, but the data does not suffice for them',
        ['model', 'reason'],
        leftOut.map(({ model, reason }) => [model, reason]),
        'wrapped',
      );

const metricOf = (name: string): string => name.slice(0, name.indexOf('@'));

/** Cut-offs such as `@20` of metrics' names, each once, in order. */
const cutOffsOf = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.slice(name.indexOf('@')))),
];

/** The leading metric by segment of the queries. */
export async function segmentsSection(data: ReportData): Promise<Html> {
  const { leaderboard, segments, draw } = data;
  const [metric] = headline(leaderboard);
  const names = [...new Set(segments.map(({ segmentation }) => segmentation))];
  const parts = names.map(async (name) => {
    const tables = ranked(leaderboard).flatMap(({ model }) =>
      segments.filter((table) => table.segmentation === name && table.model === model),
    );
    return html`<h3>By ${name}</h3><p>${segmentationText(leaderboard.protocol, name)}</p>${await figureHtml(segmentsFigure(segmentRows({ leaderboard, segments }, name), metric), draw)}
${table(
  `${metric} by ${name}, with the number of queries: ${runTitle(data)}`,
  ['model', ...tables[0]!.rows.map(({ label, queries }) => `${label} (${queries.toLocaleString('en')})`)],
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
  const [metric] = headline(leaderboard);
  return ranked(leaderboard).flatMap(({ model }) => {
    const table = segments.find((one) => one.model === model && one.segmentation === segmentation);
    return (table?.rows ?? [])
      .filter(({ metrics }) => metrics[metric])
      .map(({ label, queries, metrics }) => ({ segment: label, model, queries, ...metrics[metric]! }));
  });
}
