import type { Interval, Leaderboard, LeaderboardEntry, Protocol } from '../../evaluation/index.js';

/** A model and its figures by metric, e.g. an entry of a leaderboard. */
export interface Figures {
  readonly model: string;
  readonly metrics: Readonly<Record<string, Interval>>;
}

/** The mean of a model's metric; NaN if it has none. */
export const meanOf = ({ metrics }: Figures, metric: string): number => metrics[metric]?.mean ?? Number.NaN;

/** The metrics that lead a protocol's leaderboard; the first of them decides the order. */
const leading: Readonly<Record<Protocol, readonly string[]>> = {
  next: ['recall', 'mrr', 'ndcg', 'coverage'],
  future: ['ndcg', 'recall', 'hitRate', 'coverage'],
  funnel: ['hitRate', 'mrr', 'ndcg', 'coverage'],
  holdout: ['ndcg', 'hitRate', 'coverage'],
  joint: ['joint', 'recall-views', 'recall-carts', 'recall-purchases', 'coverage'],
};

/**
 * Names such as `recall@20` of a leaderboard's leading metrics, at the field's cut-off or the nearest available one; without those that have no
 * value, as P-joint's of a kind that no session goes on to.
 */
export function leadingMetrics(leaderboard: Pick<Leaderboard, 'protocol' | 'models'>): [string, ...string[]] {
  const usual = leaderboard.protocol === 'next' || leaderboard.protocol === 'joint' ? 20 : 10;
  const { metrics } = leaderboard.models[0]!;
  const ks = Object.keys(metrics).map((name) => Number(name.split('@')[1]));
  const k = ks.reduce((best, at) => (Math.abs(at - usual) < Math.abs(best - usual) ? at : best), ks[0]!);
  const names = leading[leaderboard.protocol].map((metric) => `${metric}@${k}`);
  return names.filter((name, i) => i === 0 || name in metrics) as [string, ...string[]];
}

/** The metrics by which models are compared, with each other and across runs: the two that lead. */
export const comparedMetrics = (leaderboard: Pick<Leaderboard, 'protocol' | 'models'>): string[] =>
  leadingMetrics(leaderboard).slice(0, 2);

/** Means closer than this differ only by rounding. */
export const rounding = 1e-12;

/** A leaderboard's models, the best by its first leading metric first; models with the same mean in the order of the second. */
export function ranked(leaderboard: Leaderboard): LeaderboardEntry[] {
  const metrics = comparedMetrics(leaderboard);
  return leaderboard.models.toSorted((a, b) => {
    const [first, second] = metrics.map((metric) => meanOf(b, metric) - meanOf(a, metric));
    return Math.abs(first!) < rounding ? second! : first!;
  });
}

/** Whether a place, from 0, is in the last third of a ranking. */
export const isInLastThird = (place: number, ranking: readonly unknown[]): boolean => 3 * place >= 2 * ranking.length;
