import { join } from 'node:path';
import { type EventLog, eventKinds } from '../event-log.js';
import { type Ids, idAt } from '../ids.js';
import { sessionBound } from '../sessions.js';
import { groupBy, listAt } from '../sparse.js';
import { Part } from '../split/assignment.js';
import { areWholeNumbers } from './are-whole-numbers.js';
import type { ExportFormat } from './export-format.js';
import { eventsOf } from './part-codes.js';
import { writeLines } from './write-lines.js';

/** OTTO's word for each kind of event, in order of {@link eventKinds}. */
const words = { view: 'clicks', addtocart: 'carts', transaction: 'orders' } as const;

/**
 * OTTO's JSON lines, one a session: `{"session": 7, "events": [{"aid": 3, "ts": 1661724000278, "type": "clicks"}]}`, in `full.jsonl`,
 * `train.jsonl`, `validation.jsonl` and `test.jsonl`. Times are milliseconds. A model's lists are one line a query.
 */
export const otto: ExportFormat = {
  async writeLog(folder, { log, part }) {
    const write = (name: string, ...wanted: number[]) =>
      writeLines(join(folder, `${name}.jsonl`), sessionLines(log, Int32Array.from(eventsOf(part, ...wanted))));
    await write('full');
    await write('train', Part.train);
    await write('validation', Part.validation);
    await write('test', Part.test);
  },

  async writeLists(folder, { model, queries, items, query, item, score }) {
    const visitor = jsonId(queries.visitor);
    const aid = jsonId(items);
    const { offsets } = groupBy(query, queries.time.length);
    function* lines(): Generator<string> {
      for (let at = 0; at < queries.time.length; at++) {
        const [from, to] = [offsets[at]!, offsets[at + 1]!];
        const aids = Array.from(item.subarray(from, to), aid).join(',');
        yield `{"query":${at},"visitor":${visitor(at)},"ts":${queries.time[at]},"aids":[${aids}],"scores":[${score.subarray(from, to).join(',')}]}`;
      }
    }
    await writeLines(join(folder, `${model}.jsonl`), lines());
  },
};

/** A line for each session that has one of the given events. */
function* sessionLines(log: EventLog, events: Int32Array): Generator<string> {
  const aid = jsonId(log.items.ids);
  const id = log.sessions ? jsonId(log.sessions.ids) : String;
  const sessions = sessionBound(log);
  const bySession = groupBy(
    events.map((event) => log.session[event]!),
    sessions,
  );
  const type = eventKinds.map((kind) => words[kind]);
  for (let session = 0; session < sessions; session++) {
    const own = listAt(bySession, session);
    if (own.length === 0) continue;
    const list = Array.from(own, (at) => {
      const event = events[at]!;
      return `{"aid":${aid(log.item[event]!)},"ts":${log.time[event]},"type":"${type[log.event[event]!]}"}`;
    });
    yield `{"session":${id(session)},"events":[${list.join(',')}]}`;
  }
}

/** Ids as JSON: numbers where all of them are whole numbers that every reader holds exactly, otherwise texts. */
function jsonId(ids: Ids): (position: number) => string {
  const asNumbers = areWholeNumbers(ids, BigInt(Number.MAX_SAFE_INTEGER));
  return (position) => (asNumbers ? String(idAt(ids, position)) : JSON.stringify(idAt(ids, position)));
}
