import type { LeaderboardEntry } from '../../evaluation/index.js';

/** By what factor times must differ to count: a fit that is repeated on the same machine takes up to a quarter more or less. */
const tolerance = 1.25;

/** Seconds below which times are not told apart. */
export const shortestSeconds = 0.01;

type Fitted = Pick<LeaderboardEntry, 'fitSeconds'>;

/** Whether one model is fitted more quickly than another, by more than 25 % and not within the first hundredth of a second. */
export const isQuicker = (one: Fitted, other: Fitted): boolean =>
  tolerance * Math.max(shortestSeconds, one.fitSeconds) < Math.max(shortestSeconds, other.fitSeconds);
