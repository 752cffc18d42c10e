import { eventKinds } from '../event-log.js';
import { groupBy } from '../sparse.js';
import { closingTime, openingTime } from './calendar.js';
import type { Catalogue } from './catalogue.js';
import type { SimulatedEvents } from './simulate.js';
import { writeText } from './text-file.js';

const bucketMs = 60_000;

/** Writes `events.csv`, rows in order of time, ties in the order in which they were drawn. */
export function writeEvents(path: string, events: SimulatedEvents, catalogue: Catalogue): void {
  writeText(path, (file) => {
    file.text('timestamp,visitorid,event,itemid,transactionid\n');
    const { transaction } = events;
    for (const row of inTimeOrder(events.time)) {
      file.number(events.time[row]!).comma().number(events.visitor[row]!).comma();
      file.text(eventKinds[events.kind[row]!]!).comma().number(catalogue.id[events.item[row]!]!).comma();
      if (transaction[row]! >= 0) file.number(transaction[row]!);
      file.newline();
    }
  });
}

/** Returns the positions of times within the log, by time, ties by position: a counting sort by minute, then a sort of each minute. */
function inTimeOrder(time: Float64Array): Int32Array {
  const minutes = new Int32Array(time.length);
  for (let row = 0; row < time.length; row++) minutes[row] = Math.floor((time[row]! - openingTime) / bucketMs);
  const { offsets, values } = groupBy(minutes, (closingTime - openingTime) / bucketMs);
  for (let minute = 0; minute + 1 < offsets.length; minute++) {
    const from = offsets[minute]!;
    const to = offsets[minute + 1]!;
    if (to > from + 1) values.subarray(from, to).sort((a, b) => time[a]! - time[b]! || a - b);
  }
  return values;
}
