import { countText } from '../../data/index.js';
import {
  type ComparedRow,
  comparisonSentence,
  comparisonsText,
  type LeaderboardEntry,
  listed,
  type Verdict,
  verdictClauses,
} from '../../evaluation/index.js';
import { factsOf } from '../../models/index.js';
import { duration } from '../engine/duration.js';
import type { Run } from '../files/run-folder.js';
import { compareModels } from '../leaderboard/compare-models.js';
import { isQuicker, shortestSeconds } from '../leaderboard/is-quicker.js';
import { leadingMetrics, ranked } from '../leaderboard/leading-metrics.js';
import { runTitle } from '../leaderboard/run-title.js';
import { leadersCompared } from './run-answers.js';

/** The segmentation by which a gain is looked at: whether a target was seen before, or is new to its visitor. */
const segmentation = 'target';

/** Whether the best neural model pays, by its verdict against the best other one. */
const payments: Readonly<Record<Verdict, string>> = {
  better: 'it pays in accuracy',
  'not told apart': 'no gain is shown',
  same: 'no gain is shown',
  worse: 'it does not pay',
  'cannot tell': 'nothing can be told',
};

/**
 * Does a neural model pay, and at what cost? Paragraphs of Markdown: for each run its best neural model against its best other model, query
 * by query, in total and by what was seen before, and the fit times of both; then which seeds the figures rest on.
 */
export async function neuralAnswers(runs: readonly Run[]): Promise<string[]> {
  const lines = runs.map(async (run) => `- **${runTitle(run)}:** ${await neuralAnswer(run)}`);
  return ['**Does it pay, and at what cost?**', (await Promise.all(lines)).join('\n'), seedsText(runs)];
}

async function neuralAnswer(run: Run): Promise<string> {
  const models = ranked(run.leaderboard);
  const isNeural = ({ model }: LeaderboardEntry) => factsOf(model).neural === true;
  const neural = models.find(isNeural);
  const other = models.find((entry) => !isNeural(entry));
  if (!neural || !other)
    return `this cannot be told, as ${neural ? 'only neural models were' : 'no neural model was'} run.`;
  const pair = await pairOf(run, neural.model, other.model);
  return [
    `**${payments[verdictOn(neural.model, pair)]}**. The best neural model is ${neural.model}, the best other one ${other.model}.`,
    comparisonSentence(pair),
    await segmentsText(run, neural.model, other.model),
    costText(neural, other),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** The leading row and that of the other model of a pair, as the run's folder has them. One of the two best models leads. */
async function pairOf(run: Run, ...models: readonly string[]): Promise<[ComparedRow, ComparedRow]> {
  const [metric] = leadingMetrics(run.leaderboard);
  const rows = await leadersCompared(run);
  return rows.filter((row) => row.metric === metric && models.includes(row.name)) as [ComparedRow, ComparedRow];
}

/** The verdict on a model of a pair; the pair's second row has that on its own model. */
function verdictOn(model: string, [first, second]: readonly [ComparedRow, ComparedRow]): Verdict {
  const { verdict } = second.difference!;
  if (model !== first.name) return verdict;
  if (verdict === 'worse') return 'better';
  return verdict === 'better' ? 'worse' : verdict;
}

/** In which segments one model is better or worse than another; empty where the run has no such segments. */
async function segmentsText(run: Run, model: string, base: string): Promise<string> {
  if (!run.segments.some((table) => table.segmentation === segmentation)) return '';
  const rows = await compareModels(run, { base, models: [base, model], by: segmentation });
  const compared = rows.filter(({ difference }) => difference);
  const named = compared.map((row) => ({ ...row, name: `${model} in “${row.segment}”` }));
  const among = comparisonsText(compared[0]!.difference!.comparisons);
  return `By ${segmentation}, against ${base} (${among}), ${verdictClauses(named).join('; ')}.`;
}

function costText(neural: LeaderboardEntry, other: LeaderboardEntry): string {
  const times = `${neural.model} is fitted in ${duration(neural.fitSeconds)}, ${other.model} in ${duration(other.fitSeconds)}`;
  const ratio = Math.round(neural.fitSeconds / other.fitSeconds);
  const isMeasured = other.fitSeconds >= shortestSeconds && isQuicker(other, neural);
  return isMeasured && ratio > 1 ? `${times}: ${countText(ratio)} times as long.` : `${times}.`;
}

/** What the figures' intervals leave out. */
function seedsText(runs: readonly Run[]): string {
  const seeds = [...new Set(runs.map(({ config }) => String(config.seed)))];
  return `Each figure is of one fit (seed ${listed(seeds)}): its interval is over sessions or visitors, and does not show how fits differ from seed to seed.`;
}
