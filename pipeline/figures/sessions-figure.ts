import { countText } from '../../data/index.js';
import { quantile } from '../../evaluation/index.js';
import type { Figure } from './figure.js';
import { decimal, percent } from './numbers.js';
import { axis, bars, figure, type Numbers, palette } from './style.js';

/** Columns with one entry a session. */
export interface SessionColumns {
  /** Events in the session. */
  readonly events: Numbers;
  /** Milliseconds from its first event to its last; undefined if the log has no clock. */
  readonly duration?: Numbers | undefined;
}

const lengthFrom = [1, 2, 3, 4, 5, 6, 11, 21];
const minutesFrom = [0, 1, 5, 10, 20, 30, 60];

/** Distributions of sessions' lengths in events and, for those of two events or more, of their durations. */
export function sessionsFigure({ events, duration }: SessionColumns): Figure {
  const length = Float64Array.from(events).sort();
  const data = [
    bars({
      x: binLabels(lengthFrom, 1),
      y: binShares(length, lengthFrom),
    }),
  ];
  const layout = {
    yaxis: axis('share of sessions', { tickformat: '.0%' }),
    xaxis: axis('events in the session', { type: 'category', showgrid: false, tickangle: 0 }),
  };
  let caption =
    `Of ${countText(length.length)} sessions ${percent(binShares(length, lengthFrom)[0]!)} have one event; ` +
    `the median is ${decimal(quantile(length, 0.5))}, the 90th percentile ${decimal(quantile(length, 0.9))}.`;
  if (length.length === 0) return figure({ data: [], layout, caption: 'There are no sessions to show.' });
  if (!duration) return figure({ data, layout, caption });

  const minutes = Float64Array.from(duration, (milliseconds) => milliseconds / 60_000)
    .filter((_, i) => events[i]! >= 2)
    .sort();
  data.push(
    bars({
      x: binLabels(minutesFrom, 0),
      y: binShares(minutes, minutesFrom),
      color: palette[2],
      xaxis: 'x2',
      yaxis: 'y2',
    }),
  );
  if (minutes.length > 0)
    caption += ` Those of two events or more last ${lasting(quantile(minutes, 0.5))} at the median and ${lasting(quantile(minutes, 0.9))} at the 90th percentile.`;
  const two = {
    grid: { rows: 1, columns: 2, pattern: 'independent' as const, xgap: 0.16 },
    xaxis2: axis('minutes, in sessions of two events or more', { type: 'category', showgrid: false, tickangle: 0 }),
    yaxis2: axis('', { tickformat: '.0%' }),
  };
  return figure({ data, layout: { ...layout, ...two }, caption });
}

/** The share of the ascending values in each bin; a bin ends at the next one's start, the last is open. */
function binShares(ascending: Float64Array, from: readonly number[]): number[] {
  const below = (limit: number | undefined) => {
    const first = limit === undefined ? -1 : ascending.findIndex((value) => value >= limit);
    return first < 0 ? ascending.length : first;
  };
  return from.map((start, i) => (below(from[i + 1]) - below(start)) / (ascending.length || 1));
}

/** `1`, `11–15`, `21+`; `unit` is the distance from a bin's end to the next one's start. */
function binLabels(from: readonly number[], unit: 0 | 1): string[] {
  return from.map((start, i) => {
    const next = from[i + 1];
    if (next === undefined) return `${start}+`;
    return next - unit === start ? `${start}` : `${start}–${next - unit}`;
  });
}

/** Minutes in words: in seconds where they are few, in hours or days where they are many. */
function lasting(minutes: number): string {
  if (minutes < 1) return `${decimal(60 * minutes)} seconds`;
  if (minutes < 120) return `${decimal(minutes)} minutes`;
  return minutes < 2880 ? `${decimal(minutes / 60)} hours` : `${decimal(minutes / 1440)} days`;
}
