import { type Dataset, propertiesAsOf, type Train } from '../data/index.js';
import type { ItemContent } from './item-content.js';

declare const asOfTrain: unique symbol;

/** What a model may learn of items. Only {@link contentFor} makes one, so that a model cannot be shown the future and compile. */
export type TrainContent = ItemContent & { readonly [asOfTrain]: true };

/**
 * What the shop had said of its items when train's last event happened: a price, a category or a sale that came later is not
 * there. The category tree has no times and is given as it is.
 */
export function contentFor(train: Train, { properties, categories }: Pick<Dataset, 'properties' | 'categories'>) {
  const content: ItemContent = {
    ...(properties && { properties: propertiesAsOf(properties, train.time.at(-1) ?? Number.NEGATIVE_INFINITY) }),
    ...(categories && { categories }),
  };
  return content as TrainContent;
}
