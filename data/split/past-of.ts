import { eventCount, sliceEvents } from '../event-log.js';
import type { Train } from './train-validation-test.js';

/**
 * Returns train's events before a moment, in train's own ids: a model fitted on them has the same visitors and items,
 * some of them without events. Columns are views, not copies.
 */
export function pastOf(train: Train, until: number): Train {
  let [low, high] = [0, eventCount(train)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (train.time[middle]! < until) low = middle + 1;
    else high = middle;
  }
  return sliceEvents(train, 0, low) as Train;
}
