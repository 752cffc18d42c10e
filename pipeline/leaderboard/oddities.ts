import { accuracyMetrics, type Leaderboard, type LeaderboardEntry, listed } from '../../evaluation/index.js';
import { ordinal } from '../figures/numbers.js';
import { chance, chanceAhead } from './chance-ahead.js';
import { isInLastThird, leadingMetrics, meanOf, ranked } from './leading-metrics.js';
import { proxies } from './proxies.js';

/**
 * Oddities of a leaderboard that need a closer look before it is believed, a sentence each: chance ahead of the leader, a model behind
 * chance, a model that leads by one metric and is in the last third by the leading one, models with identical figures.
 */
export function oddities(leaderboard: Leaderboard): string[] {
  const models = ranked(leaderboard);
  const [leading] = leadingMetrics(leaderboard);
  const cutOff = leading.slice(leading.indexOf('@'));
  const names = [...accuracyMetrics, ...proxies].map((metric) => `${metric}${cutOff}`);
  const shown = names.filter((name) => models.some(({ metrics }) => metrics[name]));
  return [
    ...chanceAhead(models, shown),
    ...behindChance(models, leading),
    ...ledByTheLast(models, leading, shown),
    ...verySame(models, shown),
  ];
}

/** Models whose figure is below that of random lists, with disjoint intervals. */
function behindChance(models: readonly LeaderboardEntry[], metric: string): string[] {
  const random = models.find(({ model }) => model === chance)?.metrics[metric];
  if (!random) return [];
  const behind = models.filter(({ metrics }) => metrics[metric]!.high < random.low).map(({ model }) => model);
  return behind.length === 0
    ? []
    : [`${listed(behind)} ${behind.length === 1 ? 'is' : 'are'} behind ${chance} by ${metric}.`];
}

/** A model that leads by another metric and is in the last third by the leading one. */
function ledByTheLast(models: readonly LeaderboardEntry[], leading: string, metrics: readonly string[]): string[] {
  return models.flatMap(({ model }, place) => {
    if (!isInLastThird(place, models) || model === chance) return [];
    const led = metrics.filter((metric) => {
      const best = Math.max(...models.map((entry) => meanOf(entry, metric)).filter((mean) => !Number.isNaN(mean)));
      return metric !== leading && meanOf(models[place]!, metric) === best && best > meanOf(models[0]!, metric);
    });
    return led.length === 0
      ? []
      : [`${model} leads by ${listed(led)}, though by ${leading} it is ${ordinal(place + 1)} of ${models.length}.`];
  });
}

/** Models whose figures agree to the last digit, unless all are zero. */
function verySame(models: readonly LeaderboardEntry[], metrics: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const entry of models) {
    const means = metrics.map((metric) => meanOf(entry, metric));
    if (means.some((mean) => mean > 0)) groups.set(means.join(), [...(groups.get(means.join()) ?? []), entry.model]);
  }
  return [...groups.values()]
    .filter((same) => same.length > 1)
    .map((same) => `${listed(same)} have the very same figures: their lists are likely the same.`);
}
