import { listed, withInterval } from '../../evaluation/index.js';
import { type Figures, rounding } from './leading-metrics.js';

/** One model, or several with the same value. */
interface Place {
  readonly models: readonly string[];
  /** The lowest lower end and the highest upper end of the models' intervals. */
  readonly low: number;
  readonly high: number;
  /** Their distinct figures with intervals, listed: a single one if all are the same. */
  readonly shown: string;
}

/** The models with the highest value of a metric, several if they tie, and those with the next highest. */
export function leaders(rows: readonly Figures[], metric: string): { first?: Place; next?: Place } {
  const [first, rest] = best(rows, metric);
  const [next] = best(rest, metric);
  return { ...(first && { first }), ...(next && { next }) };
}

function best(rows: readonly Figures[], metric: string): [place: Place | undefined, rest: readonly Figures[]] {
  if (rows.length === 0) return [undefined, []];
  const highest = Math.max(...rows.map(({ metrics }) => metrics[metric]!.mean));
  const ties = ({ metrics }: Figures) => highest - metrics[metric]!.mean < rounding;
  const tied = rows.filter(ties);
  const intervals = tied.map(({ metrics }) => metrics[metric]!);
  const place = {
    models: tied.map(({ model }) => model),
    low: Math.min(...intervals.map(({ low }) => low)),
    high: Math.max(...intervals.map(({ high }) => high)),
    shown: listed([...new Set(intervals.map(withInterval))]),
  };
  return [place, rows.filter((row) => !ties(row))];
}

/**
 * States which model leads by a metric and which comes next; models with the same value share their place. Which models are
 * told apart is reported by `verdictTexts`.
 */
export function leaderSentence(rows: readonly Figures[], metric: string): string {
  const { first, next } = leaders(rows, metric);
  if (!first) return 'There is no model to compare.';
  const lead = `${listed(first.models)} ${first.models.length === 1 ? 'has' : 'share'} the highest ${metric}: ${first.shown}.`;
  if (!next) return lead;
  return `${lead} Next ${next.models.length === 1 ? 'is' : 'are'} ${listed(next.models)} with ${next.shown}.`;
}
