import type { ItemKnowledge } from './item-knowledge.js';
import type { Moments } from './moment.js';

/**
 * Proves that features of some moments cannot see the future: no event of the visitor lies after the moment, and of all others nothing is
 * known from the moment on.
 * @throws Error naming the first moment that breaks this.
 */
export function assertPast({ time, from, to, events }: Moments, { until }: Pick<ItemKnowledge, 'until'>): void {
  for (let query = 0; query < time.length; query++) {
    if (time[query]! < until)
      throw new Error(`moment ${query} at ${time[query]}: what is known of items goes on until ${until}`);
    for (let event = from[query]!; event < to[query]!; event++)
      if (events.time[event]! > time[query]!)
        throw new Error(`moment ${query} at ${time[query]} has an event of ${events.time[event]}`);
  }
}
