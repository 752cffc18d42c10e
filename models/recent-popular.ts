import { z } from 'zod';
import { parseParameters } from './parameters.js';
import { Popular } from './popular.js';

const day = 24 * 60 * 60 * 1000;

const schema = z.strictObject({
  /** Days after which an event counts half. */
  halfLifeDays: z.number().positive().default(7),
});

/** Popularity in which an event counts 2^(−age / half-life), its age taken at the end of train. */
export class RecentPopular extends Popular {
  override readonly name = 'recent-popular';
  override parameters: z.infer<typeof schema>;

  constructor(parameters: unknown = {}) {
    super();
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  protected override weight(age: number): number {
    return 2 ** (-age / (this.parameters.halfLifeDays * day));
  }
}
