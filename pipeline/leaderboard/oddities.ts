import {
  metrics as accuracy,
  type Leaderboard,
  type LeaderboardEntry,
  listed,
  withInterval,
} from '../../evaluation/index.js';
import { ordinal } from '../figures/numbers.js';
import { leadingMetrics, ranked } from './leading-metrics.js';

/** Metrics beyond accuracy of which higher is better; more coverage or novelty is not better in itself. */
export const proxies = ['viewToCart', 'cartToTransaction'];

/**
 * Oddities of a leaderboard that need a closer look before it is believed, a sentence each: chance ahead of the leader, a model behind
 * chance, a model that leads by one metric and is in the last third by the leading one, models with identical figures.
 */
export function oddities(leaderboard: Leaderboard): string[] {
  const models = ranked(leaderboard);
  const [leading] = leadingMetrics(leaderboard);
  const cutOff = leading.slice(leading.indexOf('@'));
  const names = [...Object.keys(accuracy), ...proxies].map((metric) => `${metric}${cutOff}`);
  const shown = names.filter((name) => models.some(({ metrics }) => metrics[name]));
  return [
    ...chanceAhead(models, shown),
    ...behindChance(models, leading),
    ...ledByTheLast(models, leading, shown),
    ...verySame(models, shown),
  ];
}

export const meanOf = ({ metrics }: LeaderboardEntry, metric: string) => metrics[metric]?.mean ?? Number.NaN;
/** The model that ranks by chance. */
export const chance = 'random';

/** Metrics by which random lists beat the leader's. */
export function chanceAhead(models: readonly LeaderboardEntry[], metrics: readonly string[]): string[] {
  const random = models.find(({ model }) => model === chance);
  const leader = models[0]!;
  if (!random || random === leader) return [];
  return metrics
    .filter((metric) => meanOf(random, metric) > meanOf(leader, metric))
    .map((metric) => {
      const [one, other] = [random.metrics[metric]!, leader.metrics[metric]!];
      const overlap = one.low <= other.high ? '; the intervals overlap' : '';
      return `${chance} has a higher ${metric} than ${leader.model}, which leads: ${withInterval(one)} against ${withInterval(other)}${overlap}. ${metric} does not rank the models here.`;
    });
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

/** Whether a place, from 0, is in the last third of a ranking. */
export const isInLastThird = (place: number, ranking: readonly unknown[]): boolean => 3 * place >= 2 * ranking.length;

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
