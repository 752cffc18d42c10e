import { type LeaderboardEntry, listed } from '../../evaluation/index.js';
import { isQuicker, shortestSeconds } from '../leaderboard/is-quicker.js';
import type { Figure } from './figure.js';
import { axis, dots, figure, openDotsText, palette } from './style.js';

/** A model's fit time and its metrics. */
export type CostRow = Pick<LeaderboardEntry, 'model' | 'fitSeconds' | 'metrics'>;

/**
 * Models as rows, the quickest to fit on top: seconds to fit, and a metric with its 95 % interval. A model is coloured if every
 * quicker model has a lower mean; see {@link isQuicker}.
 */
export function costFigure(rows: readonly CostRow[], metric: string): Figure {
  const sorted = rows.toSorted((a, b) => a.fitSeconds - b.fitSeconds);
  const values = sorted.map(({ metrics }) => metrics[metric]!);
  const isWorthIt = sorted.map((row, i) =>
    values.every(({ mean }, other) => mean < values[i]!.mean || !isQuicker(sorted[other]!, row)),
  );
  const seconds = sorted.map(({ fitSeconds }) => Math.max(shortestSeconds, fitSeconds)); // a logarithmic axis has no 0
  const panels = [true, false].flatMap((worth) => {
    const own = sorted.flatMap((_, i) => (isWorthIt[i] === worth ? [i] : []));
    const common = { y: own.map((i) => sorted[i]!.model), color: worth ? palette[0] : palette[6] };
    return [
      dots({ ...common, x: own.map((i) => seconds[i]!) }),
      dots({
        ...common,
        x: own.map((i) => values[i]!.mean),
        low: own.map((i) => values[i]!.low),
        high: own.map((i) => values[i]!.high),
        xaxis: 'x2',
      }),
    ];
  });
  const layout = {
    height: 115 + 28 * sorted.length,
    grid: { rows: 1, columns: 2, xgap: 0.2 },
    xaxis: axis('seconds to fit (logarithmic)', { type: 'log', dtick: 1, tickformat: ',~g' }),
    xaxis2: axis(`${metric}, mean and 95 % interval`, { rangemode: 'tozero', nticks: 5 }),
    yaxis: axis('', {
      ...{ autorange: 'reversed', showgrid: true },
      ...{ categoryorder: 'array', categoryarray: sorted.map(({ model }) => model) },
    }),
  };
  const worthIt = sorted.filter((_, i) => isWorthIt[i]).map(({ model }) => model);
  const caption = `By mean ${metric} no quicker model comes up to ${listed(worthIt)}; every other model has a quicker one that is as good or better (quicker: by more than 25 %).${openDotsText(values)}`;
  return figure({ data: panels, layout, caption });
}
