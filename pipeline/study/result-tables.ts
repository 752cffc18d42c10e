import { withInterval } from '../../evaluation/index.js';
import { costFigure } from '../figures/cost-figure.js';
import type { Figure } from '../figures/figure.js';
import type { SegmentInterval } from '../figures/segments-figure.js';
import { trainingFigure } from '../figures/training-figure.js';
import type { Run } from '../files/run-folder.js';
import { leadingMetrics, ranked } from '../leaderboard/leading-metrics.js';
import { runTitle } from '../leaderboard/run-title.js';
import { segmentRows } from '../report/results-section.js';
import { tiesOf } from '../report/terms.js';
import { protocolTexts } from './protocol-text.js';
import type { ProtocolRuns } from './run-pipeline.js';

/** What each protocol asked on its dataset, or why it was not run. */
export const protocolRows = (runs: readonly Run[], notRun: ProtocolRuns['notRun'] = []) => [
  ...runs.map(({ leaderboard, config }) => ({
    protocol: `P-${leaderboard.protocol}`,
    dataset: leaderboard.dataset,
    asked: protocolTexts[leaderboard.protocol].asked,
    queries: leaderboard.queries,
    targets: leaderboard.targets,
    ties: tiesOf(config),
  })),
  ...notRun.map(({ protocol, why }) => ({ protocol: `P-${protocol}`, asked: `not run: ${why}` })),
];

/** What protocols set aside before they asked. */
export const setAsideRows = (runs: readonly Run[]) =>
  runs.flatMap((run) => Object.entries(run.task.counts).map(([what, count]) => ({ run: runTitle(run), what, count })));

/** A run's models, the best first; each figure with its 95 % interval. */
export function leaderboardRows({ leaderboard }: Run, metrics: readonly string[] = leadingMetrics(leaderboard)) {
  return ranked(leaderboard).map((entry) => ({
    model: entry.model,
    ...Object.fromEntries(metrics.map((name) => [name, withInterval(entry.metrics[name])])),
  }));
}

/** The metric that orders a run's leaderboard, by segment and model, the best model first, as input of the segments figure. */
export const segmentsOf: (run: Run, segmentation: string) => SegmentInterval[] = segmentRows;

/** Each model's cost of fitting and inference. */
export const costRows = ({ leaderboard }: Run) =>
  ranked(leaderboard).map(({ model, fitSeconds, predictSeconds, peakMemoryMB }) => ({
    model,
    'fit, s': fitSeconds,
    'lists, s': predictSeconds,
    'queries a second': Math.round(leaderboard.queries / predictSeconds),
    'peak, MB': peakMemoryMB,
  }));

/** Each model's fit time and the run's leading metric. */
export const costAgainstQuality = ({ leaderboard }: Run): Figure =>
  costFigure(leaderboard.models, leadingMetrics(leaderboard)[0]);

/** Training of the run's neural models, epoch by epoch; by default of all, else of those named. */
export const trainingCurves = ({ histories }: Run, models: readonly string[] = Object.keys(histories)): Figure =>
  trainingFigure(models.map((model) => ({ model, history: histories[model]! })));
