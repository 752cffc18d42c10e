import type { Data, Layout } from 'plotly.js-dist-min';
import type { Figure } from './figure.js';
import { count, decimal } from './numbers.js';
import { axis, dots, figure } from './style.js';

/** A mean and its 95 % interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The part of `leaderboard.json` that is drawn. */
export interface LeaderboardRows {
  readonly queries: number;
  readonly models: readonly { readonly model: string; readonly metrics: Readonly<Record<string, Interval>> }[];
}

/** Models as rows, best on top by the first metric; one panel a metric, a dot and its 95 % interval a model. */
export function leaderboardFigure(leaderboard: LeaderboardRows, metrics: readonly [string, ...string[]]): Figure {
  const [first] = metrics;
  const sorted = leaderboard.models.toSorted((a, b) => b.metrics[first]!.mean - a.metrics[first]!.mean);
  const data: Data[] = [];
  const layout: Partial<Layout> = {
    height: 115 + 28 * sorted.length,
    grid: { rows: 1, columns: metrics.length, xgap: 0.14 },
    yaxis: axis('', { autorange: 'reversed', showgrid: true }),
  };
  metrics.forEach((metric, panel) => {
    const n = panel === 0 ? '' : panel + 1;
    const values = sorted.map((row) => row.metrics[metric]!);
    data.push(
      dots({
        x: values.map((value) => value.mean),
        y: sorted.map((row) => row.model),
        low: values.map((value) => value.low),
        high: values.map((value) => value.high),
        xaxis: `x${n}`,
      }),
    );
    Object.assign(layout, {
      [`xaxis${n}`]: axis(metric, { rangemode: 'tozero', nticks: 4, tickangle: 0 }),
    });
  });
  return figure({ data, layout, caption: caption(leaderboard.queries, sorted, first) });
}

function caption(queries: number, [best, next]: LeaderboardRows['models'], metric: string): string {
  const shown = ({ mean, low, high }: Interval) =>
    `${decimal(mean)} (95 % interval ${decimal(low)} to ${decimal(high)})`;
  const asked = `Over ${count(queries)} ${queries === 1 ? 'query' : 'queries'}`;
  if (!best) return `${asked} there is no model to compare.`;
  const top = best.metrics[metric]!;
  const lead = `${asked}, ${best.model} has the highest ${metric}: ${shown(top)}`;
  if (!next) return `${lead}.`;
  const second = next.metrics[metric]!;
  const apart = top.low > second.high ? 'the two intervals do not overlap' : 'the two intervals overlap';
  return `${lead}. Next is ${next.model} with ${shown(second)}; ${apart}.`;
}
