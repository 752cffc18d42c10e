import { type EventLog, eventCount } from '../event-log.js';
import { sessionBound } from '../sessions.js';
import type { Split } from './assignment.js';

/**
 * Checks a split on its events: no event is in two parts, none is lost silently, and all training events lie strictly
 * before all events to predict (train < validation < test; for the final fit also the overhang < test). In a split by
 * sessions no session is in two parts either. The check works in any unit of the log's time.
 *
 * `leave-last-out` fails by design. The time of a `given` test part is not checked: the field splits sessions by their
 * last click, so train's sessions may overlap it. {@link Split.warnings} reports the overlap.
 * @throws Error naming an offending input row.
 */
export function assertNoLeak(split: Split): void {
  assertEachEventOnce(split);
  assertBefore('train', split.train, 'validation', split.validation);
  if (split.how !== 'given') {
    assertBefore('train', split.train, 'test', split.test);
    assertBefore('validation', split.validation, 'test', split.test);
    assertBefore('the overhang', split.overhang, 'test', split.test);
  }
  if (split.how === 'sessions-last-days' || split.how === 'given') assertSessionsApart(split);
}

function assertEachEventOnce(split: Split): void {
  const logs = [split.train, split.validation, split.test, split.overhang, split.setAside.log];
  const names = ['train', 'validation', 'test', 'the overhang', 'what was set aside'];
  const rows = logs.reduce((bound, log) => log.row.reduce((a, b) => Math.max(a, b + 1), bound), 0);
  const ownerOf = new Uint8Array(rows);
  let found = 0;
  logs.forEach((log, i) => {
    for (const row of log.row) {
      if (ownerOf[row]) throw new Error(`leak: row ${row} is both in ${names[ownerOf[row]! - 1]} and in ${names[i]}`);
      ownerOf[row] = i + 1;
    }
    found += eventCount(log);
  });
  if (found !== split.events)
    throw new Error(`the parts hold ${found} events of the log's ${split.events}: some are lost`);
}

function assertBefore(earlierName: string, earlier: EventLog, laterName: string, later: EventLog): void {
  const last = extreme(earlier, (time, best) => time > best);
  const first = extreme(later, (time, best) => time < best);
  if (last < 0 || first < 0 || earlier.time[last]! < later.time[first]!) return;
  throw new Error(
    `leak: row ${earlier.row[last]} of ${earlierName} (time ${earlier.time[last]}) is not before ` +
      `row ${later.row[first]} of ${laterName} (time ${later.time[first]})`,
  );
}

/** Position of the event whose time beats all others, −1 in an empty log. The log need not be sorted. */
function extreme(log: EventLog, beats: (time: number, best: number) => boolean): number {
  const events = eventCount(log);
  let best = events > 0 ? 0 : -1;
  for (let event = 1; event < events; event++) if (beats(log.time[event]!, log.time[best]!)) best = event;
  return best;
}

function assertSessionsApart(split: Split): void {
  const parts = { train: split.train, validation: split.validation, test: split.test };
  const owner = new Array<string | undefined>(Math.max(...Object.values(parts).map(sessionBound)));
  for (const [name, log] of Object.entries(parts))
    for (let event = 0; event < eventCount(log); event++) {
      const session = log.session[event]!;
      if (session < 0) continue;
      owner[session] ??= name;
      if (owner[session] !== name)
        throw new Error(`leak: row ${log.row[event]} of ${name} belongs to a session of ${owner[session]}`);
    }
}
