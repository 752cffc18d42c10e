import { type Dataset, propertiesAsOf, type Train } from '../data/index.js';
import type { ItemContent } from './item-content.js';

declare const asOfTrain: unique symbol;

/** The item content that a model may learn from. Only {@link contentFor} produces this type, so no model can be fitted on later content. */
export type TrainContent = ItemContent & { readonly [asOfTrain]: true };

/**
 * Returns the item content known at the time of train's last event: later prices, categories and sales are excluded.
 * The category tree has no times and is returned as it is.
 */
export function contentFor(train: Train, { properties, categories }: Pick<Dataset, 'properties' | 'categories'>) {
  const content: ItemContent = {
    ...(properties && { properties: propertiesAsOf(properties, train.time.at(-1) ?? Number.NEGATIVE_INFINITY) }),
    ...(categories && { categories }),
  };
  return content as TrainContent;
}
