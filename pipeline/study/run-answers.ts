import { counted } from '../../data/index.js';
import { type ComparedRow, listed } from '../../evaluation/index.js';
import type { Run } from '../files/run-folder.js';
import { readComparisons } from '../leaderboard/comparisons-file.js';
import { runTitle } from '../leaderboard/run-title.js';
import { verdictTexts } from '../leaderboard/verdict-text.js';
import { logRemarks } from './log-remarks.js';
import { odditiesOf } from './oddities-of-runs.js';
import { preparedLogOf } from './prepare-log.js';

/** A run's models compared with its leading one, as its folder has it; all comparisons are corrected together. */
export const leadersCompared = async ({ folder }: Run): Promise<readonly ComparedRow[]> =>
  (await readComparisons(folder)).rows;

/**
 * The opening of a notebook about runs, as paragraphs of Markdown: what the logs are, which model leads each run, which models are told
 * apart from it, and what is odd.
 */
export async function runAnswers(runs: readonly Run[]): Promise<string[]> {
  const ofLogs = runs.filter((run, i) => runs.findIndex(({ name }) => name === run.name) === i);
  const logs = ofLogs.map(async (run) => {
    const { dataset, cleaning } = await preparedLogOf(run);
    return `- **${run.name}.** ${logRemarks(dataset.log, cleaning.before - cleaning.after).join(' ')}`;
  });
  const verdicts = runs.map(
    async (run) => `- **${runTitle(run)}.** ${leadersVerdict(await leadersCompared(run), run)}`,
  );
  const odd = odditiesOf(runs).map((sentence) => `- ${sentence}`);
  return [
    '**What the logs are**',
    (await Promise.all(logs)).join('\n'),
    '**Which model leads, query by query**',
    (await Promise.all(verdicts)).join('\n'),
    ...(odd.length > 0 ? ['**What is odd**', odd.join('\n')] : []),
  ];
}

/**
 * States which model leads and which are told apart from it.
 * @param rows of {@link leadersCompared}.
 */
export function leadersVerdict(rows: readonly ComparedRow[], { leaderboard }: Pick<Run, 'leaderboard'>): string {
  const leader = rows[0]!;
  const same = rows.filter(
    ({ metric, difference }) =>
      metric === leader.metric && (difference?.verdict === 'not told apart' || difference?.verdict === 'same'),
  );
  const popularity = same.map(({ name }) => name).filter((name) => popularities.includes(name));
  return [
    `Over ${counted(leaderboard.queries, 'query', 'queries')}: ${verdictTexts(rows).join(' ')}`,
    ...(popularity.length > 0 && !popularities.includes(leader.name)
      ? [`As ${leader.name} is not told apart from ${listed(popularity)}, no model is shown to beat popularity here.`]
      : []),
  ].join(' ');
}

const popularities = ['popular', 'recent-popular'];
