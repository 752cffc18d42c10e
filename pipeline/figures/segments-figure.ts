import type { Figure } from './figure.js';
import type { Interval } from './leaderboard-figure.js';
import { count, decimal } from './numbers.js';
import { axis, dots, figure, palette } from './style.js';

/** One model's metric over the queries of one segment. */
export interface SegmentRow extends Interval {
  readonly segment: string;
  readonly model: string;
  /** How many queries the segment has. */
  readonly queries: number;
}

/** A metric by segment (rows, in the order given) and model (colours), with 95 % intervals. At most seven models. */
export function segmentsFigure(rows: readonly SegmentRow[], metric: string): Figure {
  const models = [...new Set(rows.map((row) => row.model))];
  const segments = [...new Set(rows.map((row) => row.segment))];
  const label = (segment: string) =>
    `${segment}<br>${count(rows.find((row) => row.segment === segment)!.queries)} queries`;
  const data = models.map((model, i) => {
    const own = rows.filter((row) => row.model === model);
    return dots({
      x: own.map((row) => row.mean),
      y: own.map((row) => label(row.segment)),
      low: own.map((row) => row.low),
      high: own.map((row) => row.high),
      name: model,
      color: palette[i % palette.length]!,
    });
  });
  const layout = {
    height: 130 + segments.length * Math.max(56, 18 * models.length + 14),
    scattermode: 'group' as const,
    scattergap: 0.35,
    xaxis: axis(`${metric}, mean and 95 % interval`, { rangemode: 'tozero' }),
    yaxis: axis('', { autorange: 'reversed', showgrid: false, tickson: 'boundaries' }),
  };
  return figure({ data, layout, caption: caption(rows, segments, metric) });
}

function caption(rows: readonly SegmentRow[], segments: readonly string[], metric: string): string {
  const best = segments.map((segment) =>
    rows.filter((row) => row.segment === segment).reduce((top, row) => (row.mean > top.mean ? row : top)),
  );
  const [easiest] = best.toSorted((a, b) => b.mean - a.mean);
  const hardest = best.toSorted((a, b) => a.mean - b.mean)[0];
  if (!easiest || !hardest) return 'There is no segment to show.';
  const winners = new Set(best.map((row) => row.model));
  const who =
    winners.size === 1
      ? `${easiest.model} has the highest ${metric} in every segment`
      : best.map((row, i) => `${i ? '' : `The highest ${metric} is `}${row.model}’s in “${row.segment}”`).join(', ');
  return segments.length === 1
    ? `${who}: ${decimal(easiest.mean)}.`
    : `${who}; the best model’s value goes from ${decimal(hardest.mean)} in “${hardest.segment}” to ${decimal(easiest.mean)} in “${easiest.segment}”.`;
}
