import type { Interval } from './intervals/interval.js';
import type { Protocol } from './task.js';

/** What running a model took. */
export interface Cost {
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  readonly peakMemoryMB: number;
}

/** One model's line of `leaderboard.json`. */
export interface LeaderboardEntry extends Cost {
  readonly model: string;
  /** By names such as `ndcg@10`; a metric that has a value for no query is left out. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/** A model that was asked for with others, by no name of its own, and that cannot do with the data. */
export interface LeftOut {
  readonly model: string;
  readonly reason: string;
}

/** `leaderboard.json`, and with `--json` the command's whole output. */
export interface Leaderboard {
  readonly dataset: string;
  readonly protocol: Protocol;
  readonly queries: number;
  readonly targets: number;
  readonly models: readonly LeaderboardEntry[];
  /** Absent where every model that was asked for is there. */
  readonly leftOut?: readonly LeftOut[];
}

/** Puts a model's line together, keys in the order that the file has them. */
export function leaderboardEntry(model: string, metrics: LeaderboardEntry['metrics'], cost: Cost): LeaderboardEntry {
  const { fitSeconds, predictSeconds, peakMemoryMB } = cost;
  return { model, metrics, fitSeconds, predictSeconds, peakMemoryMB };
}
