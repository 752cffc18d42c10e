import { listed, withInterval } from '../../evaluation/index.js';
import { costFigure } from '../figures/cost-figure.js';
import type { Figure } from '../figures/figure.js';
import type { SegmentRow } from '../figures/segments-figure.js';
import { trainingFigure } from '../figures/training-figure.js';
import type { Run } from '../files/run-folder.js';
import { leaders } from '../leaderboard/finding.js';
import { headline, ranked } from '../leaderboard/headline.js';
import { segmentRows } from '../report/results-section.js';

/** What each protocol asked on its dataset. */
export const protocolRows = (runs: readonly Run[]) =>
  runs.map(({ leaderboard, config }) => ({
    protocol: `P-${leaderboard.protocol}`,
    dataset: leaderboard.dataset,
    queries: leaderboard.queries,
    targets: leaderboard.targets,
    ties: config.evaluation.ties,
  }));

/** What a protocol set aside before it asked. */
export const setAsideRows = ({ task }: Run) => Object.entries(task.counts).map(([what, count]) => ({ what, count }));

/** A run's models, the best first, each figure with its 95 % interval. */
export function leaderboardRows({ leaderboard }: Run, metrics: readonly string[] = headline(leaderboard)) {
  return ranked(leaderboard).map((entry) => ({
    model: entry.model,
    ...Object.fromEntries(metrics.map((name) => [name, withInterval(entry.metrics[name])])),
  }));
}

/** The metric that orders a run's leaderboard, by segment and model, the best model first, as the segments figure takes it. */
export const segmentsOf: (run: Run, segmentation: string) => SegmentRow[] = segmentRows;

/** What fitting and asking each model took. */
export const costRows = ({ leaderboard }: Run) =>
  ranked(leaderboard).map(({ model, fitSeconds, predictSeconds, peakMemoryMB }) => ({
    model,
    'fit, s': fitSeconds,
    'lists, s': predictSeconds,
    'queries a second': Math.round(leaderboard.queries / predictSeconds),
    'peak, MB': peakMemoryMB,
  }));

/** What each model takes to be fitted, and the run's leading metric. */
export const costAgainstQuality = ({ leaderboard }: Run): Figure =>
  costFigure(leaderboard.models, headline(leaderboard)[0]);

/** How the run's neural models learnt, epoch by epoch; of all of them, or of those named. */
export const trainingCurves = ({ histories }: Run, models: readonly string[] = Object.keys(histories)): Figure =>
  trainingFigure(models.map((model) => ({ model, history: histories[model]! })));

/** Which model leads under each protocol, several where they have the very same figure, and whether its interval stands clear of the next one's. */
export const baselineAnswers = (runs: readonly Run[]) =>
  runs.map(({ leaderboard }) => {
    const [metric] = headline(leaderboard);
    const { first, next } = leaders(leaderboard.models, metric);
    const clear = next === undefined || first!.low > next.high;
    return {
      protocol: `P-${leaderboard.protocol} on ${leaderboard.dataset}`,
      leads: listed(first!.models),
      figure: `${metric} ${first!.shown}`,
      next: next ? `${listed(next.models)} ${next.shown}` : '–',
      'intervals overlap': clear ? 'no' : 'yes',
    };
  });
