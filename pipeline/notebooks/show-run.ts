import { type ComparedRow, comparedTable, comparisonSentence } from '../../evaluation/index.js';
import { differencesFigure } from '../figures/differences-figure.js';
import { leaderboardFigure } from '../figures/leaderboard-figure.js';
import { segmentsFigure } from '../figures/segments-figure.js';
import type { Run } from '../files/run-folder.js';
import { leadingMetrics } from '../leaderboard/leading-metrics.js';
import { proxiesOf } from '../leaderboard/proxies.js';
import { runTitle } from '../leaderboard/run-title.js';
import { protocolTexts } from '../study/protocol-text.js';
import { beyondAccuracyFinding, proxiesFinding, segmentShares } from '../study/result-findings.js';
import { leaderboardRows, segmentsOf } from '../study/result-tables.js';
import { leadersCompared, leadersVerdict } from '../study/run-answers.js';
import { show, showTable, showText } from './show.js';

/**
 * Shows a run's section in a notebook: what was asked, the leaderboard, each model's difference from the leading one by two metrics,
 * and the verdict. Shows nothing if the protocol was not run.
 */
export async function showRun(run: Run | undefined): Promise<void> {
  if (!run) return;
  const { title, asked, reading } = protocolTexts[run.leaderboard.protocol];
  const leftOut = (run.leaderboard.leftOut ?? []).map(({ model, reason }) => `- \`${model}\` is left out: ${reason}`);
  await showText(`### ${title}`, `${runTitle(run)}: ${asked} ${reading}`, leftOut.join('\n'));
  const metrics = leadingMetrics(run.leaderboard);
  await show(leaderboardFigure(run.leaderboard, metrics, run.task.bestPossible));
  await showTable(leaderboardRows(run), { caption: `${runTitle(run)}, means and 95 % intervals` });
  const rows = await leadersCompared(run);
  await show(differencesFigure(rows.filter(({ metric }) => metric === rows[0]!.metric)));
  await showTable(comparedTable(rows), {
    caption: `${runTitle(run)}: each model less the leading one, query by query`,
  });
  await showText(`**${leadersVerdict(rows, run)}**`);
}

/** Shows a run's leading metric by segment of its queries, one figure a segmentation; nothing if the protocol was not run. */
export async function showSegments(run: Run | undefined, segmentations: readonly string[]): Promise<void> {
  if (!run) return;
  for (const name of segmentations) {
    const rows = segmentsOf(run, name);
    await show(segmentsFigure(rows, leadingMetrics(run.leaderboard)[0]));
    await showText(segmentShares(rows, name));
  }
}

/** Shows compared variants in a notebook: for each metric, a table of differences from the first, and the finding. */
export async function showCompared(rows: readonly ComparedRow[], caption: string): Promise<void> {
  for (const metric of new Set(rows.map((row) => row.metric))) {
    const own = rows.filter((row) => row.metric === metric);
    await showTable(comparedTable(own), { caption });
    await showText(`**${comparisonSentence(own)}**`);
  }
}

/** Shows how often listed items go on into carts and purchases under P-funnel; nothing if it was not run. */
export async function showProxies(run: Run | undefined): Promise<void> {
  if (!run) return;
  await showText(
    'Two proxies for what a shop earns by it: of the recommended items that a visitor views afterwards, the share that go on into a cart; and of those that go into a cart, the share that are then bought. The log shows what visitors did without these lists, so these are proxies and no effects.',
  );
  await showTable(leaderboardRows(run, proxiesOf(run.leaderboard)), {
    caption: runTitle(run),
  });
  await showText(`**${proxiesFinding(run)}**`);
}

/** Shows a run's metrics beyond accuracy; nothing if the protocol was not run. */
export async function showBeyondAccuracy(run: Run | undefined): Promise<void> {
  if (!run) return;
  const cutOff = leadingMetrics(run.leaderboard)[0].replace(/^.*@/, '@');
  const metrics = ['coverage', 'diversityCooccurrence', 'novelty', 'popularityBias'].map((name) => `${name}${cutOff}`);
  await showTable(leaderboardRows(run, metrics), { caption: runTitle(run) });
  await showText(`**${beyondAccuracyFinding(run)}**`);
}
