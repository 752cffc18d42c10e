import { counted, countText } from '../../data/index.js';
import { type ComparedRow, pText, withInterval } from '../../evaluation/index.js';
import { differencesFigure } from '../figures/differences-figure.js';
import { runTitle } from '../leaderboard/run-title.js';
import { figureHtml } from './figure-html.js';
import { figureCell, type Html, html, metricHead, table } from './html.js';
import type { ReportData } from './report-data.js';
import { clustersText } from './terms.js';

/** The section on paired differences from the leader, query by query; empty if there is only one model. */
export async function differencesSection(
  data: Pick<ReportData, 'compared' | 'dataset' | 'leaderboard' | 'config' | 'draw'>,
): Promise<Html | ''> {
  const { compared, draw } = data;
  const metrics = [...new Set(compared.map(({ metric }) => metric))];
  const groups = metrics.map((metric) => compared.filter((row) => row.metric === metric));
  const [leader, ...others] = groups[0]!;
  if (others.length === 0) return '';
  const clusters = clustersText(data.dataset.hasVisitors);
  const differenceOf = (group: readonly ComparedRow[], name: string) =>
    group.find((row) => row.name === name)?.difference;
  return html`
<h2 id="differences">Who is better</h2>
<p>Every model against ${leader!.name}, which leads: the mean difference over the same queries. A small p-value says that chance alone, in which ${clusters} the log happens to have, would seldom make a
difference so large; the interval holds the differences that chance leaves plausible.
A difference is told apart where its p-value, corrected for all ${counted(others[0]!.difference!.comparisons, 'comparison')} of this table (Holm), is at most .05 and its interval as shown
stays clear of zero. Overlapping intervals of the leaderboard decide nothing. Interval and p-value are of one sign-flip test over ${clusters}, of at least ${countText(data.config.evaluation.resamples)} random flips or all there
are (<code>docs/definitions.md</code>, “Interval and p-value”).</p>
${await figureHtml(differencesFigure(groups[0]!), draw)}
${table(
  `Less ${leader!.name}’s, mean and 95 % interval: ${runTitle(data)}`,
  ['model', ...metrics.flatMap((metric) => [metricHead(metric), 'p (Holm)', 'verdict'])],
  others.map(({ name }) => [
    name,
    ...groups.flatMap((group) => {
      const difference = differenceOf(group, name);
      return difference
        ? [figureCell(withInterval(difference)), pText(difference), difference.verdict]
        : ['–', '–', '–'];
    }),
  ]),
)}`;
}
