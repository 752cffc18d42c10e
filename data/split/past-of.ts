import { type EventColumns, eventCount } from '../event-log.js';
import type { Train } from './parts.js';

/**
 * What train holds before a moment, in train's own ids: a model fitted on it speaks of the same visitors and items, of some
 * of which it then knows nothing. Columns are views, not copies.
 */
export function pastOf(train: Train, until: number): Train {
  let [low, high] = [0, eventCount(train)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (train.time[middle]! < until) low = middle + 1;
    else high = middle;
  }
  const columns: EventColumns = {
    visitor: train.visitor.subarray(0, low),
    item: train.item.subarray(0, low),
    event: train.event.subarray(0, low),
    time: train.time.subarray(0, low),
    session: train.session.subarray(0, low),
    transaction: train.transaction.subarray(0, low),
    row: train.row.subarray(0, low),
  };
  return { ...train, ...columns };
}
