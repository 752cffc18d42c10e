import { type EventLog, filterEvents, groupBy, listAt } from '../../data/index.js';

const leastItems = 3;
const leastEvents = 5;

/**
 * The core of a log, which benchmarks of matrix models are run on: visitors with at least 3 distinct items and items with
 * at least 5 events, visitors first, each counted in what is left, again and again until nothing more goes.
 */
export function coreOf(log: EventLog): EventLog {
  for (let left = log; ; ) {
    const items = distinctItems(left);
    const rich = filterEvents(left, (event) => items[left.visitor[event]!]! >= leastItems);
    const events = new Int32Array(log.items.size);
    for (const item of rich.item) events[item]!++;
    const next = filterEvents(rich, (event) => events[rich.item[event]!]! >= leastEvents);
    if (next.time.length === left.time.length) return left;
    left = next;
  }
}

/** How many different items each visitor has an event of. */
function distinctItems({ visitor, item, visitors, items }: EventLog): Int32Array {
  const positions = groupBy(visitor, visitors.size);
  const counts = new Int32Array(visitors.size);
  const lastVisitor = new Int32Array(items.size).fill(-1);
  for (let of = 0; of < counts.length; of++)
    for (const event of listAt(positions, of)) {
      if (lastVisitor[item[event]!] !== of) counts[of]!++;
      lastVisitor[item[event]!] = of;
    }
  return counts;
}
