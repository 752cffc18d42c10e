import type { Data, Layout } from 'plotly.js-dist-min';
import { leaderSentence } from '../leaderboard/leader-sentence.js';
import type { Figures } from '../leaderboard/leading-metrics.js';
import type { Figure } from './figure.js';
import { counted } from './numbers.js';
import { axis, dots, figure, openDotsText } from './style.js';

/** The part of `leaderboard.json` that is drawn. */
export interface LeaderboardRows {
  readonly queries: number;
  readonly models: readonly Figures[];
}

/** Models as rows, best on top by the first metric; one panel a metric, a dot and its 95 % interval a model. */
export function leaderboardFigure(leaderboard: LeaderboardRows, metrics: readonly [string, ...string[]]): Figure {
  const [first] = metrics;
  const sorted = leaderboard.models.toSorted((a, b) => b.metrics[first]!.mean - a.metrics[first]!.mean);
  const data: Data[] = [];
  const layout: Partial<Layout> = {
    height: 115 + 28 * sorted.length,
    grid: { rows: 1, columns: metrics.length, xgap: 0.24 },
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
  const caption = `Over ${counted(leaderboard.queries, 'query', 'queries')}: ${leaderSentence(sorted, first)}${openDotsText(metrics.flatMap((metric) => sorted.map((row) => row.metrics[metric]!)))}`;
  return figure({ data, layout, caption });
}
