import { cutSessions, type EventLog, filterEvents, groupBy, listAt, sessionBound, VIEW } from '../../data/index.js';

const leastClicks = 2;
const leastSeen = 5;
const header = 'SessionId\tItemId\tTime\n';
const week = 7 * 24 * 60 * 60 * 1000;

/**
 * A shop's log as the field's session files: views in sessions by 30 minutes, of which those with at least 2 clicks and items with
 * at least 5 are kept, again and again until nothing more goes. Sessions lie one after another in order of their start.
 * @returns the text of `train.tsv` and of `test.tsv`, which has the sessions that start in the last 7 days.
 */
export function sessionTables(log: EventLog): { readonly train: string; readonly test: string } {
  const views = filterEvents(log, (event) => log.event[event] === VIEW);
  const core = sessionCore(cutSessions(views).log);
  const { item, time, items } = core;
  const lastWeek = time[time.length - 1]! - week;
  const lines = { train: [header], test: [header] };
  const clicks = groupBy(core.session, sessionBound(core));
  for (let of = 0; of + 1 < clicks.offsets.length; of++) {
    const events = listAt(clicks, of);
    if (events.length === 0) continue;
    const part = lines[time[events[0]!]! > lastWeek ? 'test' : 'train'];
    for (const event of events) part.push(`${of}\t${items.idOf(item[event]!)}\t${Math.round(time[event]! / 1000)}\n`);
  }
  return { train: lines.train.join(''), test: lines.test.join('') };
}

function sessionCore(log: EventLog): EventLog {
  for (let left = log; ; ) {
    const clicks = counts(left.session, sessionBound(log));
    const long = filterEvents(left, (event) => clicks[left.session[event]!]! >= leastClicks);
    const seen = counts(long.item, log.items.size);
    const next = filterEvents(long, (event) => seen[long.item[event]!]! >= leastSeen);
    if (next.time.length === left.time.length) return left;
    left = next;
  }
}

function counts(ids: Int32Array, bound: number): Int32Array {
  const count = new Int32Array(bound);
  for (const id of ids) count[id]!++;
  return count;
}
