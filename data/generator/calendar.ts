import { dayMs } from '../calendar.js';
import type { Random } from '../random.js';
import { drawFrom, runningSums } from './draws.js';
import { published } from './published.js';

/** First moment of the log and first moment after it, in milliseconds. */
export const openingTime = published.start;
export const closingTime = published.start + published.days * dayMs;

/**
 * Events by hour, UTC, in thousandths, as counted on 9,385 rows of the real log: least at 09:00, most from 16:00 to 03:00
 * (the shop's visitors live some hours west of Greenwich: their afternoon and evening).
 */
const byHour = [51, 53, 58, 56, 55, 43, 26, 17, 10, 7, 8, 10, 11, 20, 34, 48, 57, 66, 64, 60, 64, 66, 63, 53];
/** Events by weekday, Monday first, in thousandths, from the same rows. */
const byWeekday = [171, 168, 152, 155, 127, 114, 113];

const hourOfDay = runningSums(byHour.map((_, hour) => byHour[(hour + 3) % 24]!));
const busiest = Math.max(...byWeekday);

/** Returns the day of the log, from 0, of a moment; days begin at 03:00 UTC, as the log does. */
export const dayOf = (time: number): number => Math.floor((time - openingTime) / dayMs);

/** Draws a moment of the day, as a share of the day, by the shop's hourly rhythm. */
export const drawTimeOfDay = (random: Random): number => (drawFrom(hourOfDay, random) + random.float()) / 24;

/** Draws a day of the log below `days`, by the rhythm of the week. */
export function drawDay(days: number, random: Random): number {
  for (;;) {
    const day = Math.floor(random.float() * days);
    // The log's first day is a Sunday, the last of `byWeekday`.
    if (random.float() * busiest < byWeekday[(day + 6) % 7]!) return day;
  }
}
