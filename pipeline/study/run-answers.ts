import { type ComparedRow, comparisonSentence, listed } from '../../evaluation/index.js';
import { counted } from '../figures/numbers.js';
import { settingsOf } from '../files/run-config.js';
import type { Run } from '../files/run-folder.js';
import { compareModels } from '../leaderboard/compare-models.js';
import { leadingMetrics } from '../leaderboard/leading-metrics.js';
import { logRemarks } from './log-remarks.js';
import { oddities } from './oddities.js';
import { prepareLog } from './prepare-log.js';
import { runName } from './protocol-text.js';

/** How a run's models are apart from its leading one by its two leading metrics, all comparisons corrected together. */
export const leadersCompared = (run: Run): Promise<ComparedRow[]> =>
  compareModels(run, { metrics: leadingMetrics(run.leaderboard).slice(0, 2) });

/**
 * What opens a notebook about runs, as paragraphs of Markdown: what the logs are, which model leads each run and which are apart from
 * it, and what is odd.
 */
export async function runAnswers(runs: readonly Run[]): Promise<string[]> {
  const ofLogs = runs.filter((run, i) => runs.findIndex(({ name }) => name === run.name) === i);
  const logs = ofLogs.map(async (run) => {
    const { dataset, cleaning } = await prepareLog(settingsOf(run.config));
    return `- **${run.name}.** ${logRemarks(dataset.log, cleaning.before - cleaning.after).join(' ')}`;
  });
  const verdicts = runs.map(async (run) => `- **${runName(run)}.** ${leadersVerdict(await leadersCompared(run), run)}`);
  const odd = oddities(runs).map((sentence) => `- ${sentence}`);
  return [
    '**What the logs are**',
    (await Promise.all(logs)).join('\n'),
    '**Which model leads, query by query**',
    (await Promise.all(verdicts)).join('\n'),
    ...(odd.length > 0 ? ['**What is odd**', odd.join('\n')] : []),
  ];
}

/**
 * Which model leads and which are apart from it, as sentences.
 * @param rows of {@link leadersCompared}.
 */
export function leadersVerdict(rows: readonly ComparedRow[], { leaderboard }: Pick<Run, 'leaderboard'>): string {
  const [leader] = rows;
  const byMetric = [...new Set(rows.map(({ metric }) => metric))].map((name) =>
    comparisonSentence(rows.filter(({ metric }) => metric === name)),
  );
  const same = rows.filter(
    ({ metric, difference }) => metric === leader!.metric && difference?.verdict === 'not told apart',
  );
  const popularity = same.map(({ name }) => name).filter((name) => popularities.includes(name));
  return [
    `Over ${counted(leaderboard.queries, 'query', 'queries')} ${leader!.name} leads.`,
    ...byMetric,
    ...(popularity.length > 0 && !popularities.includes(leader!.name)
      ? [
          `As ${listed(popularity)} ${popularity.length === 1 ? 'is' : 'are'} not told apart from it, no model is shown to beat popularity here.`,
        ]
      : []),
  ].join(' ');
}

const popularities = ['popular', 'recent-popular'];
