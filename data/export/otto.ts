import { join } from 'node:path';
import { type EventLog, eventKinds, VIEW } from '../event-log.js';
import { type Ids, idAt } from '../ids.js';
import { sessionBound } from '../sessions.js';
import { groupBy, listAt } from '../sparse.js';
import { Part } from '../split/assignment.js';
import { areWholeNumbers } from './are-whole-numbers.js';
import type { ExportedLists, ExportFormat, JointQueries } from './export-format.js';
import { eventsOf } from './part-codes.js';
import { writeLines } from './write-lines.js';

/** OTTO's word for each kind of event, in order of {@link eventKinds}. */
const words = { view: 'clicks', addtocart: 'carts', transaction: 'orders' } as const;
const types = eventKinds.map((kind) => words[kind]);

/**
 * OTTO's JSON lines, one a session: `{"session": 7, "events": [{"aid": 3, "ts": 1661724000278, "type": "clicks"}]}`, in `full.jsonl`,
 * `train.jsonl`, `validation.jsonl` and `test.jsonl`. Times are milliseconds. A model's lists are one line a query.
 *
 * P-joint's targets and lists are written as OTTO's published evaluator reads them as well: `test_labels.jsonl`, and a submission
 * `MODEL.csv` of rows such as `12899779_clicks,129004 126836`.
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

  async writeTargets(folder, { session, sessions, kind, items, query, item }) {
    const id = numbersOf(sessions);
    const aid = numbersOf(items);
    const { offsets } = groupBy(query, kind.length);
    const labels = (at: number) => {
      const aids = Array.from(item.subarray(offsets[at]!, offsets[at + 1]!), aid);
      return `"${types[kind[at]!]}":${kind[at] === VIEW ? aids[0] : `[${aids.join(',')}]`}`;
    };
    function* lines(): Generator<string> {
      for (let at = 0; at < kind.length; ) {
        const own = [labels(at)];
        let next = at + 1;
        while (next < kind.length && session[next] === session[at]) own.push(labels(next++));
        yield `{"session":${id(session[at]!)},"labels":{${own.join(',')}}}`;
        at = next;
      }
    }
    await writeLines(join(folder, 'test_labels.jsonl'), lines());
  },

  async writeLists(folder, lists) {
    const { model, queries, items, query, item, score } = lists;
    if (queries.joint) await writeSubmission(join(folder, `${model}.csv`), lists, queries.joint);
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

/** Items of a list that the evaluator counts. */
const listLength = 20;

/** Writes a row for each session and kind that was asked for. */
async function writeSubmission(
  file: string,
  { items, query, item }: ExportedLists,
  { session, sessions, kind }: JointQueries,
): Promise<void> {
  const id = numbersOf(sessions);
  const aid = numbersOf(items);
  const { offsets } = groupBy(query, kind.length);
  function* rows(): Generator<string> {
    yield 'session_type,labels';
    for (let at = 0; at < kind.length; at++) {
      const end = Math.min(offsets[at + 1]!, offsets[at]! + listLength);
      yield `${id(session[at]!)}_${types[kind[at]!]},${Array.from(item.subarray(offsets[at], end), aid).join(' ')}`;
    }
  }
  await writeLines(file, rows());
}

/** A line for each session that has one of the given events. */
function* sessionLines(log: EventLog, events: Int32Array): Generator<string> {
  const aid = jsonId(log.items.ids);
  const id = log.sessions ? jsonId(log.sessions.ids) : String;
  const sessions = sessionBound(log);
  const bySession = groupBy(
    events.map((event) => log.session[event]!),
    sessions,
  );
  for (let session = 0; session < sessions; session++) {
    const own = listAt(bySession, session);
    if (own.length === 0) continue;
    const list = Array.from(own, (at) => {
      const event = events[at]!;
      return `{"aid":${aid(log.item[event]!)},"ts":${log.time[event]},"type":"${types[log.event[event]!]}"}`;
    });
    yield `{"session":${id(session)},"events":[${list.join(',')}]}`;
  }
}

/** Ids as JSON: numbers where all of them are whole numbers that every reader holds exactly, otherwise texts. */
function jsonId(ids: Ids): (position: number) => string {
  const asNumbers = areWholeNumbers(ids, BigInt(Number.MAX_SAFE_INTEGER));
  return (position) => (asNumbers ? String(idAt(ids, position)) : JSON.stringify(idAt(ids, position)));
}

/**
 * Ids as whole numbers, which are all that the evaluator reads: the shop's where all of them are, otherwise their places, from 1, because
 * it takes a next view of article 0 for none.
 */
function numbersOf(ids: Ids): (position: number) => string {
  const asNumbers = areWholeNumbers(ids, BigInt(Number.MAX_SAFE_INTEGER));
  return (position) => String(asNumbers ? idAt(ids, position) : position + 1);
}
