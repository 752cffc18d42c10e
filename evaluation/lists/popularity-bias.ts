import type { Catalogue } from './catalogue.js';
import { type ListMetric, meanOverLists } from './list-metric.js';

/**
 * Popularity bias: the mean number of train events of the listed items (ARP, average recommendation popularity), as a
 * multiple of the catalogue's mean. A random list has 1 on average. An empty list has no value.
 *
 * Items with 6, 2 and 1 events, mean 3: the list of the first two has (6 + 2) / 2 / 3 = 1.33.
 *
 * Source: Abdollahpouri et al. 2019, "Managing popularity bias in recommender systems with personalized re-ranking".
 */
export const popularityBias: ListMetric = (rankings, { events }, ks) => {
  const mean = meanOf(events);
  const bias = Float64Array.from(events, (n) => n / mean);
  return ks.map((k) => meanOverLists(rankings, k, bias));
};

/** The popularity bias of a list of the most popular item alone. */
export const mostPopularityBias = ({ events }: Pick<Catalogue, 'events'>): number =>
  events.reduce((most, n) => Math.max(most, n), 0) / meanOf(events);

const meanOf = (events: Int32Array): number => events.reduce((sum, n) => sum + n, 0) / events.length;
