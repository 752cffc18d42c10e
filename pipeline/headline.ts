import type { Interval, Leaderboard, LeaderboardEntry, Protocol } from '../evaluation/index.js';

/** The metrics that a protocol's leaderboard leads with, the first of them deciding the order. */
const leading: Readonly<Record<Protocol, readonly string[]>> = {
  next: ['recall', 'mrr', 'ndcg', 'coverage'],
  future: ['ndcg', 'recall', 'hitRate', 'coverage'],
  funnel: ['hitRate', 'mrr', 'ndcg', 'coverage'],
  holdout: ['ndcg', 'hitRate', 'coverage'],
};

/** Names such as `recall@20` of a leaderboard's leading metrics: the field's cut-off, or the nearest there is. */
export function headline(leaderboard: Pick<Leaderboard, 'protocol' | 'models'>): [string, ...string[]] {
  const usual = leaderboard.protocol === 'next' ? 20 : 10;
  const ks = Object.keys(leaderboard.models[0]!.metrics).map((name) => Number(name.split('@')[1]));
  const k = ks.reduce((best, at) => (Math.abs(at - usual) < Math.abs(best - usual) ? at : best), ks[0]!);
  return leading[leaderboard.protocol].map((metric) => `${metric}@${k}`) as [string, ...string[]];
}

/** A leaderboard's models, the best first by its first leading metric. */
export function ranked(leaderboard: Leaderboard): LeaderboardEntry[] {
  const [metric] = headline(leaderboard);
  return leaderboard.models.toSorted((a, b) => b.metrics[metric]!.mean - a.metrics[metric]!.mean);
}

/** A figure to four decimals (three digits where it is not a share) with its interval. */
export function withInterval(interval: Interval | undefined): string {
  if (interval === undefined) return '–';
  const { mean, low, high } = interval;
  // Non-breaking spaces: a table may break between figures, not within one.
  return `${figure(mean)}\u00a0[${figure(low)},\u00a0${figure(high)}]`;
}

const figure = (value: number): string =>
  value < 1.5 ? value.toFixed(4).replace(/^0(?=\.)/, '') : value.toLocaleString('en', { maximumSignificantDigits: 4 });
