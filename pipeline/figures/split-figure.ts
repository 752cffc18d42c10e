import { counted, countText, dayMs } from '../../data/index.js';
import type { Figure } from './figure.js';
import { percent } from './numbers.js';
import { axis, bars, figure, type Numbers, palette } from './style.js';

/** One part of a split. */
export interface PartTimes {
  readonly part: 'train' | 'validation' | 'test';
  /** Times of its events in milliseconds since 1970, of a log with a clock. */
  readonly times: Numbers;
}

const colors = { train: palette[0], validation: palette[1], test: palette[5] } as const;

/** Up to so many days a log is shown by hours. */
const shortDays = 3;

/** Events per day (UTC), or hour of a log of few days, in the colour of their part; parts that overlap in time are stacked. */
export function splitFigure(parts: readonly PartTimes[]): Figure {
  const total = parts.reduce((sum, { times }) => sum + times.length, 0);
  const spans = parts.map(({ times }) => span(times));
  const isShort =
    Math.max(...spans.map(({ last }) => last)) - Math.min(...spans.map(({ first }) => first)) < shortDays * dayMs;
  const unit = isShort ? dayMs / 24 : dayMs;
  const data = parts.map(({ part, times }) => {
    const counts = new Map<number, number>();
    for (const time of times) {
      const start = Math.floor(time / unit) * unit;
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([a], [b]) => a - b);
    return bars({
      x: sorted.map(([start]) => (isShort ? minute(start) : date(start))),
      y: sorted.map(([, events]) => events),
      name: `${part}, ${countText(times.length)} events (${percent(times.length / total)})`,
      color: colors[part],
    });
  });
  const layout = {
    barmode: 'stack' as const,
    bargap: 0,
    xaxis: axis(isShort ? 'hour (UTC)' : 'day (UTC)', { type: 'date', showgrid: false }),
    yaxis: axis(isShort ? 'events an hour' : 'events a day', { rangemode: 'tozero', tickformat: ',' }),
  };
  return figure({ data, layout, caption: caption(parts, isShort ? minute : date) });
}

function caption(parts: readonly PartTimes[], written: (time: number) => string): string {
  const spans = parts.flatMap(({ part, times }) => {
    const { first, last } = span(times);
    return times.length ? [{ part, first, last, events: times.length }] : [];
  });
  const shown = spans.map(
    ({ part, first, last, events }) =>
      `${part} has ${counted(events, 'event')} from ${written(first)} to ${written(last)}`,
  );
  const overlap = spans.some((span, i) => i > 0 && span.first < spans[i - 1]!.last);
  return `${sentence(shown.join(', '))}; ${overlap ? 'the parts overlap in time' : 'each part lies wholly after the one before it'}.`;
}

function span(times: Numbers): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return { first, last };
}

const date = (time: number): string => new Date(time).toISOString().slice(0, 10);

const minute = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
