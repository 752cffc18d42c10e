import { z } from 'zod';
import type { Train } from '../../data/index.js';
import { distinctPairs } from '../base/distinct-pairs.js';
import { PopularityModel } from './popularity-model.js';

const schema = z.strictObject({
  /** What is counted: an item's events, or its distinct visitors. */
  by: z.enum(['events', 'visitors']).default('events'),
});

/** Recommends the items with the most events, or with the most distinct visitors. */
export class Popular extends PopularityModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('popular', schema, parameters);
  }

  protected popularity(train: Train): Float64Array {
    if (this.parameters.by === 'events') return countOf(train.item, train.items.size);
    return countOf(distinctPairs(train).byVisitor.values, train.items.size);
  }
}

function countOf(entries: Int32Array, items: number): Float64Array {
  const count = new Float64Array(items);
  for (const item of entries) count[item]!++;
  return count;
}
