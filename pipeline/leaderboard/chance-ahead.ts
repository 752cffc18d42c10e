import { type LeaderboardEntry, withInterval } from '../../evaluation/index.js';
import { meanOf } from './leading-metrics.js';

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
