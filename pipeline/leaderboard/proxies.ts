import type { Leaderboard } from '../../evaluation/index.js';
import { leadingMetrics } from './leading-metrics.js';

/** Metrics beyond accuracy of which higher is better: the proxies of what a shop earns. */
export const proxies = ['viewToCart', 'cartToTransaction'];

/** The proxies at a leaderboard's cut-off, e.g. `viewToCart@10`. */
export const proxiesOf = (leaderboard: Pick<Leaderboard, 'protocol' | 'models'>): string[] =>
  proxies.map((name) => leadingMetrics(leaderboard)[0].replace(/^.*@/, `${name}@`));
