import { z } from 'zod';
import { dayMs, eventCount, type Train } from '../../data/index.js';
import { PopularityModel } from './popularity-model.js';

const schema = z.strictObject({
  /** The age in days at which an event has weight ½. */
  halfLifeDays: z.number().positive().default(7),
});

/** Popularity in which an event has weight 2^(−age / half-life), its age measured at the end of train. */
export class RecentPopular extends PopularityModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('recent-popular', schema, parameters);
  }

  protected popularity(train: Train): Float64Array {
    const end = train.time[eventCount(train) - 1] ?? 0;
    const popularity = new Float64Array(train.items.size);
    for (let event = 0; event < eventCount(train); event++)
      popularity[train.item[event]!]! += 2 ** ((train.time[event]! - end) / (this.parameters.halfLifeDays * dayMs));
    return popularity;
  }
}
