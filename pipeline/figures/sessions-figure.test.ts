import { expect, it } from 'vitest';
import { sessionsFigure } from './sessions-figure.js';

it('counts sessions by length, and durations of sessions of two events or more', () => {
  const { data, caption } = sessionsFigure({ events: [1, 1, 2, 6], duration: [0, 0, 4 * 60_000, 90 * 60_000] });
  expect(data[0]).toMatchObject({
    x: ['1', '2', '3', '4', '5', '6–10', '11–20', '21+'],
    y: [0.5, 0.25, 0, 0, 0, 0.25, 0, 0],
  });
  expect(data[1]).toMatchObject({
    x: ['0–1', '1–5', '5–10', '10–20', '20–30', '30–60', '60+'],
    y: [0, 0.5, 0, 0, 0, 0, 0.5],
  });
  expect(caption).toBe(
    'Of 4 sessions 50 % have one event; the median is 1.5, the 90th percentile 4.8. ' +
      'Those of two events or more last 47 minutes at the median and 81.4 minutes at the 90th percentile.',
  );
});

it('writes short and long durations in seconds, hours and days', () => {
  const captionOf = (...seconds: number[]) =>
    sessionsFigure({ events: seconds.map(() => 2), duration: seconds.map((second) => 1000 * second) }).caption;
  expect(captionOf(37)).toContain('last 37 seconds at the median and 37 seconds at the 90th percentile');
  expect(captionOf(4 * 3600)).toContain('last 4 hours at the median');
  expect(captionOf(27 * 86_400)).toContain('last 27 days at the median');
});

it('shows no durations where the log has no clock', () => {
  const { data, caption } = sessionsFigure({ events: [1, 3] });
  expect(data).toHaveLength(1);
  expect(caption).not.toContain('minutes');
});
