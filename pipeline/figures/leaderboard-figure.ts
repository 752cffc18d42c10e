import type { Data, Layout } from 'plotly.js-dist-min';
import { counted } from '../../data/index.js';
import { type Interval, withInterval } from '../../evaluation/index.js';
import { leaderSentence } from '../leaderboard/leader-sentence.js';
import type { Figures } from '../leaderboard/leading-metrics.js';
import type { Figure } from './figure.js';
import { axis, dots, figure, lines, openDotsText, palette } from './style.js';

/** The part of `leaderboard.json` that is drawn. */
export interface LeaderboardRows {
  readonly queries: number;
  readonly models: readonly Figures[];
}

/**
 * Models as rows, the best by the first metric on top; one panel a metric, with a dot and its 95 % interval for each model.
 * @param best the best possible values of metrics, where they are known: dotted lines.
 */
export function leaderboardFigure(
  leaderboard: LeaderboardRows,
  metrics: readonly [string, ...string[]],
  best: Readonly<Record<string, Interval>> = {},
): Figure {
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
    const most = best[metric]?.mean;
    if (most !== undefined) {
      const ends = [sorted[0]!.model, sorted.at(-1)!.model];
      const line = lines({ x: [most, most], y: ends, xaxis: `x${n}` });
      data.push({ ...line, line: { color: palette[6], width: 1.5, dash: 'dot' } } as Data);
    }
    Object.assign(layout, {
      [`xaxis${n}`]: axis(metric, { rangemode: 'tozero', nticks: 4, tickangle: 0 }),
    });
  });
  const known = best[first]
    ? ` The dotted lines are the best possible ranking, which knows how the log was generated: ${first} ${withInterval(best[first])}.`
    : '';
  const shown = metrics.flatMap((metric) => sorted.map((row) => row.metrics[metric]!));
  const caption = `Over ${counted(leaderboard.queries, 'query', 'queries')}: ${leaderSentence(sorted, first)}${known}${openDotsText(shown)}`;
  return figure({ data, layout, caption });
}
