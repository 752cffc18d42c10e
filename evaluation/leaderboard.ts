import type { Interval } from './intervals/interval.js';
import type { Protocol } from './task.js';

/** The cost of running a model. */
export interface Cost {
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  readonly peakMemoryMB: number;
}

/** One model's line of `leaderboard.json`. */
export interface LeaderboardEntry extends Cost {
  readonly model: string;
  /** By names such as `ndcg@10`; a metric without a value for any query is left out. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/** A model requested only as part of a group, not by name, which cannot be fitted to the data. */
export interface LeftOut {
  readonly model: string;
  readonly reason: string;
}

/** The content of `leaderboard.json`; with `--json` also the command's whole output. */
export interface Leaderboard {
  readonly dataset: string;
  readonly protocol: Protocol;
  readonly queries: number;
  readonly targets: number;
  readonly models: readonly LeaderboardEntry[];
  /** Absent if every requested model is listed. */
  readonly leftOut?: readonly LeftOut[];
}

/** Returns a model's entry, with keys in the file's order. */
export function leaderboardEntry(model: string, metrics: LeaderboardEntry['metrics'], cost: Cost): LeaderboardEntry {
  const { fitSeconds, predictSeconds, peakMemoryMB } = cost;
  return { model, metrics, fitSeconds, predictSeconds, peakMemoryMB };
}
