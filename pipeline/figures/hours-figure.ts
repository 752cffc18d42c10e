import { countText, dayMs, hourMs } from '../../data/index.js';
import type { Figure } from './figure.js';
import { decimal } from './numbers.js';
import { axis, dots, figure, type Numbers, palette } from './style.js';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * Events by hour of the day and by weekday (UTC), as the mean over days with its 95 % interval (normal, over days).
 * The first and the last day, which the log covers only in part, are left out if there are more than two days.
 * @param times milliseconds since 1970, of a log with a clock, ascending.
 */
export function hoursFigure(times: Numbers): Figure {
  if (times.length === 0) return figure({ data: [], layout: {}, caption: 'There are no events to show.' });
  const firstDay = Math.floor(times[0]! / dayMs);
  const days = Math.floor(times[times.length - 1]! / dayMs) - firstDay + 1;
  const hourly = Array.from({ length: days }, () => new Float64Array(24));
  for (const time of times) {
    const day = Math.floor(time / dayMs);
    hourly[day - firstDay]![Math.floor((time - day * dayMs) / hourMs)]!++;
  }
  const whole = days > 2 ? { from: 1, to: days - 1 } : { from: 0, to: days };
  const used = Array.from({ length: whole.to - whole.from }, (_, i) => i + whole.from);

  const byHour = Array.from({ length: 24 }, (_, hour) => meanOf(used.map((day) => hourly[day]![hour]!)));
  const total = (day: number) => hourly[day]!.reduce((sum, events) => sum + events, 0);
  // 1970-01-01 was a Thursday.
  const weekday = (day: number) => (firstDay + day + 3) % 7;
  const byWeekday = weekdays.map((_, which) => meanOf(used.filter((day) => weekday(day) === which).map(total)));

  const data = [
    dots({ x: byHour.map((_, hour) => hour), y: byHour.map((hour) => hour.mean), ...ends(byHour) }),
    dots({
      x: weekdays.map((name) => name.slice(0, 3)),
      y: byWeekday.map((day) => day.mean),
      ...ends(byWeekday),
      color: palette[2],
      xaxis: 'x2',
      yaxis: 'y2',
    }),
  ];
  const layout = {
    grid: { rows: 1, columns: 2, pattern: 'independent' as const, xgap: 0.2 },
    xaxis: axis('hour of the day (UTC)', { dtick: 3, range: [-0.7, 23.7] }),
    yaxis: axis('events an hour', { rangemode: 'tozero', tickformat: ',' }),
    xaxis2: axis('day of the week (UTC)', { showgrid: false }),
    yaxis2: axis('events a day', { rangemode: 'tozero', tickformat: ',' }),
  };
  const known = byWeekday.map((day, i) => ({ name: weekdays[i]!, mean: day.mean })).filter((day) => day.mean >= 0);
  const hours = byHour.map((hour, i) => ({ name: `${String(i).padStart(2, '0')}:00`, mean: hour.mean }));
  const averages =
    `Means over ${countText(used.length)} days (UTC): the busiest hour starts at ${extreme(hours, 1, 'events')}, the quietest at ${extreme(hours, -1, 'events')}; ` +
    `the busiest weekday is ${extreme(known, 1, 'a day')}, the quietest ${extreme(known, -1, 'a day')}.`;
  return figure({ data, layout, caption: days > 1 ? averages : oneDay(hours, times, weekdays[weekday(0)]!) });
}

interface Hour {
  readonly name: string;
  readonly mean: number;
}

/** The caption of a log within one day, which says nothing of weekdays: the hours from its first event to its last. */
function oneDay(hours: readonly Hour[], times: Numbers, weekday: string): string {
  const hourOf = (time: number) => Math.floor((time % dayMs) / hourMs);
  const covered = hours.slice(hourOf(times[0]!), hourOf(times[times.length - 1]!) + 1);
  return `The log lies within one day (UTC), a ${weekday}: the busiest hour starts at ${extreme(covered, 1, 'events')}, the quietest at ${extreme(covered, -1, 'events')}.`;
}

interface Mean {
  /** NaN if there are no days. */
  readonly mean: number;
  /** Half of the interval's width; NaN, which is not drawn, if there is only one day. */
  readonly margin: number;
}

function meanOf(values: readonly number[]): Mean {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, margin: 1.96 * Math.sqrt(variance / n) };
}

const ends = (means: readonly Mean[]) => ({
  low: means.map(({ mean, margin }) => mean - margin),
  high: means.map(({ mean, margin }) => mean + margin),
});

function extreme(rows: readonly Hour[], sign: 1 | -1, unit: string): string {
  const { name, mean } = rows.reduce((top, row) => (sign * (row.mean - top.mean) > 0 ? row : top));
  return `${name} (${decimal(mean)} ${unit})`;
}
