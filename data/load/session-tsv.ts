import { basename } from 'node:path';
import { InputError } from '../errors.js';
import type { EventLog } from '../event-log.js';
import { lineOf } from '../file-lines.js';
import { buildLog } from './build-log.js';
import type { EventSource } from './events/event-source.js';
import { type EventsOfFile, readEvents, readRows } from './events/load-events.js';
import { loadItemCategory } from './item-category.js';
import type { Layout } from './layout.js';
import { sideFile } from './side-file.js';
import { firstClockSecond, type TimeColumn } from './time/time-column.js';

/** Times are Unix seconds, fractions allowed, milliseconds, or positions: most of a file's first rows decide. */
const source: EventSource = {
  columns: { session: 'SessionId', item: 'ItemId', time: 'Time' },
  time: { among: ['seconds', 'milliseconds', 'position'] },
};

/**
 * The field's session files: clicks with given sessions, train and test in separate files.
 *
 * The files have no visitors: each session becomes a visitor of its own. Every click is a `view`. `Time` is Unix
 * seconds, or a position where most of a file's first values are below 10⁸; if one of the files has positions, the log's
 * clock is `order`. The items' categories come from `item-category.csv`, if it exists.
 */
export const sessionTsv: Layout = {
  name: 'session-tsv',
  files: 'train.tsv + test.tsv',
  find: async ({ names }) => {
    const pairs = pairsIn(names);
    if (pairs.length > 1)
      throw new InputError(
        `the folder holds more than one pair of train and test: ${pairs.map((pair) => pair.join(' + ')).join(', ')}`,
        {},
        'a folder of its own for each',
      );
    return pairs[0] && [...pairs[0], ...names.filter((name) => name === 'item-category.csv')];
  },
  load: async (request) => {
    const files = [...request.files.keys()].slice(0, 2).map((name) => ({ name, source, partOf: name }));
    const { table, parts } = await readEvents(request, files);
    const [train, test] = parts as [EventsOfFile, EventsOfFile];
    for (const { path, isOrder } of parts)
      if (isOrder)
        request.warnings.push(
          `${basename(path)}: Time is taken for positions, not Unix seconds, since most of its first values are below ${firstClockSecond}: the log has an order but no clock`,
        );
    continueOrder(table.time, train, test);
    const givenTest = new Uint8Array(train.rows + test.rows).fill(1, train.rows);
    const { log, outOfOrder } = buildLog(
      table,
      parts.some(({ isOrder }) => isOrder) ? 'order' : 'wall',
      request.warnings,
    );
    refuseSharedSessions(log, givenTest, parts);
    const content = await sideFile(request, () => loadItemCategory(request));
    const { rejects, ...read } = readRows(request, table, parts);
    return {
      ...{ log, outOfOrder, givenTest, ...read },
      ...(content && { properties: content.properties, categories: content.categories }),
      rejects: [...rejects, ...(content?.rejects ?? [])],
    };
  },
};

/**
 * The names of train and test files that belong together: `train.tsv`, GRU4Rec's `X_train_full.txt`, session-rec's slices
 * `X_train_full.0.txt`. The whole of train goes before a part of it without the sessions for validation.
 */
function pairsIn(names: readonly string[]): [train: string, test: string][] {
  const trainOf = new Map<string, string>();
  for (const train of names) {
    const [, start, , slice = '', end] = /^(|.*[_-])(train|train_full)(\.\d+)?\.(tsv|txt)$/.exec(train) ?? [];
    const test = `${start}test${slice}.${end}`;
    if (names.includes(test) && (trainOf.get(test) ?? '').length < train.length) trainOf.set(test, train);
  }
  return Array.from(trainOf, ([test, train]) => [train, test]);
}

/** Lets the test file's positions continue from the train file's last where they start over. */
function continueOrder(time: TimeColumn, train: EventsOfFile, test: EventsOfFile): void {
  if (!test.isOrder) return;
  if (!train.isOrder) {
    throw new InputError(
      `has positions while ${basename(train.path)} has a clock`,
      { file: test.path, column: 'Time' },
      'Unix seconds',
    );
  }
  const [first, last] = [time.extreme(test.from, test.to, Math.min), time.extreme(train.from, train.to, Math.max)];
  if (first <= last) time.shift(test.from, test.to, last + 1000);
}

function refuseSharedSessions(log: EventLog, givenTest: Uint8Array, [train, test]: readonly EventsOfFile[]): void {
  const inTrain = new Uint8Array(log.visitors.size);
  for (let event = 0; event < log.row.length; event++)
    if (!givenTest[log.row[event]!]) inTrain[log.visitor[event]!] = 1;
  let first = -1;
  for (let event = 0; event < log.row.length; event++)
    if (givenTest[log.row[event]!] && inTrain[log.visitor[event]!] && (first < 0 || log.row[event]! < log.row[first]!))
      first = event;
  if (first < 0) return;
  throw new InputError(
    `session ${log.visitors.idOf(log.visitor[first]!)} is in ${basename(train!.path)} too`,
    { file: test!.path, line: lineOf(test!.lines, log.row[first]! - train!.rows), column: 'SessionId' },
    'each session in one of the two files',
  );
}
