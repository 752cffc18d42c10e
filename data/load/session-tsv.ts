import { basename, join } from 'node:path';
import { concat } from '../concat.js';
import { countText } from '../count-text.js';
import type { Reject } from '../dataset.js';
import { readColumns } from '../duckdb.js';
import { InputError } from '../errors.js';
import { Vocabulary } from '../vocabulary.js';
import { buildLog } from './build-log.js';
import { firstClockSecond, id, position, seconds } from './column-types.js';
import { loadItemCategory } from './item-category.js';
import type { Layout, LayoutRequest } from './layout.js';
import { countFrom } from './lines.js';
import { loadTable } from './load-table.js';
import { sideFile } from './side-file.js';
import type { TableLayout } from './table-layout.js';

/** One of the two files as read. */
interface Clicks {
  readonly path: string;
  readonly isClock: boolean;
  readonly session: Int32Array;
  readonly item: Int32Array;
  /** Milliseconds, or positions times 1,000. */
  readonly time: Float64Array;
  readonly row: Int32Array;
  readonly rows: number;
  readonly rejects: readonly Reject[];
}

/**
 * The field's session files: clicks with given sessions, train and test in separate files.
 *
 * The files have no visitors: each session becomes a visitor of its own. Every click is a `view`. `Time` is Unix
 * seconds, or a position where most of a file's values are below 10⁸; if one of the files has positions, the log's
 * clock is `order`. The items' categories come from `item-category.csv`, if it exists.
 */
export const sessionTsv: Layout = {
  name: 'session-tsv',
  required: ['train.tsv', 'test.tsv'],
  optional: /^item-category\.csv$/,
  load: async (request) => {
    const train = await loadClicks(request, 'train.tsv');
    const test = await loadClicks(request, 'test.tsv');
    refuseSharedSessions(train, test);
    const content = await sideFile(request, () => loadItemCategory(request));
    const time = concat(Float64Array, train.time, inOrderAfter(train, test));
    const { log, outOfOrder } = buildLog(
      {
        visitor: concat(Int32Array, train.session, test.session),
        item: concat(Int32Array, train.item, test.item),
        event: new Uint8Array(time.length),
        time,
        transaction: new Int32Array(time.length).fill(-1),
        row: concat(
          Int32Array,
          train.row,
          test.row.map((row) => row + train.rows),
        ),
      },
      train.isClock && test.isClock ? 'wall' : 'order',
    );
    return {
      log: { ...log, session: log.visitor },
      givenTest: new Uint8Array(train.rows + test.rows).fill(1, train.rows),
      rows: new Map([
        ['train.tsv', train.rows],
        ['test.tsv', test.rows],
      ]),
      outOfOrder,
      ...(content && { properties: content.properties, categories: content.categories }),
      rejects: [...train.rejects, ...test.rejects, ...(content?.rejects ?? [])],
    };
  },
};

async function loadClicks(request: LayoutRequest, name: string): Promise<Clicks> {
  const { db, folder, files, maxRejects, now } = request;
  const path = join(folder, files.get(name)!);
  const isClock = await hasClock(request, path);
  const layout: TableLayout = {
    columns: { SessionId: id, ItemId: id, Time: isClock ? seconds(now, firstClockSecond) : position },
    delimiter: '\t',
    header: true,
  };
  const { good, rows, rejects } = await loadTable(db, 'clicks', path, layout, maxRejects);
  const read = await readColumns(db, `SELECT * FROM ${good}`, {
    SessionId: 'int',
    ItemId: 'int',
    Time: 'double',
    row: 'int',
  });
  await db.run('DROP TABLE clicks');
  const time = read.Time.map((value) => Math.round(value * 1000));
  return { path, isClock, session: read.SessionId, item: read.ItemId, time, row: read.row, rows, rejects };
}

/** Whether most `Time` values of a file are Unix seconds, not positions. Rows that differ from the majority become rejects. */
async function hasClock({ db, warnings }: LayoutRequest, path: string): Promise<boolean> {
  const { from, numbers } = await countFrom(db, path, 3, firstClockSecond);
  if (2 * from >= numbers) return true;
  const below = `${countText(numbers - from)} of ${countText(numbers)}`;
  warnings.push(
    `${basename(path)}: Time is taken for positions, not Unix seconds, since ${below} are below ${firstClockSecond}: the log has an order but no clock`,
  );
  return false;
}

/** Returns the test file's times; positions that start over continue from the train file's last. */
function inOrderAfter(train: Clicks, test: Clicks): Float64Array {
  if (test.isClock) return test.time;
  if (train.isClock) {
    throw new InputError(
      'has positions while train.tsv has a clock',
      { file: test.path, column: 'Time' },
      'Unix seconds',
    );
  }
  const last = train.time.reduce((a, b) => Math.max(a, b));
  const first = test.time.reduce((a, b) => Math.min(a, b));
  return first > last ? test.time : test.time.map((time) => time + last + 1000);
}

function refuseSharedSessions(train: Clicks, test: Clicks): void {
  const known = Vocabulary.encode(train.session).vocabulary;
  const shared = test.session.findIndex((session) => known.indexOf(session) >= 0);
  if (shared < 0) return;
  throw new InputError(
    `session ${test.session[shared]} is in train.tsv too`,
    { file: test.path, line: test.row[shared]! + 2, column: 'SessionId' },
    'each session in one of the two files',
  );
}
