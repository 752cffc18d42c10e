import { type Columns, sqlText, streamRows, type Vocabulary, withDuckDB, writeWhole } from '../data/index.js';
import type { Rankings } from '../models/index.js';
import type { QueryColumn } from './query-column.js';
import { type EvaluationTask, targetId } from './task.js';

const rowsPerBlock = 1 << 18;

/** Writes `targets.parquet`: `query, item, gain` and the shop's `visitorid, itemid`, one row a target. */
export async function writeTargets(
  file: string,
  task: EvaluationTask,
  { visitors, items }: { readonly visitors: Vocabulary; readonly items: Vocabulary },
): Promise<void> {
  const { targets, gain, queries } = task;
  const query = new Int32Array(targets.values.length);
  queries.visitor.forEach((_, at) => {
    query.fill(at, targets.offsets[at], targets.offsets[at + 1]);
  });
  const visitorid = query.map((at) => visitors.ids[queries.visitor[at]!]!);
  const itemid = targets.values.map((item) => targetId(task, items, item));
  await writeParquet(file, 'SELECT * FROM rows()', [{ query, item: targets.values, gain, visitorid, itemid }]);
}

/**
 * Writes `queries.parquet`: `query, cluster, visitorid, time` and one text column a segmentation, one row a query.
 * @param visitors the vocabulary of the part that the task was made of.
 */
export async function writeQueries(file: string, task: EvaluationTask, visitors: Vocabulary): Promise<void> {
  const { queries, cluster, segmentations } = task;
  const columns: Record<string, Columns[string]> = {
    query: Int32Array.from(cluster.keys()),
    cluster,
    visitorid: queries.visitor.map((visitor) => visitors.ids[visitor]!),
    time: queries.time,
  };
  for (const { name, code } of segmentations) columns[name] = code;
  await writeParquet(file, `SELECT query, cluster, visitorid, time${segmentSql(task)} FROM rows()`, [columns]);
}

/** Writes `predictions/<model>.parquet`: `query, rank, item, score`, ranks from 1, one row a listed item. */
export async function writePredictions(file: string, rankings: Rankings): Promise<void> {
  await writeParquet(file, 'SELECT * FROM rows()', listedRows(rankings));
}

/** The places that hold an item, some thousand queries at a time. */
function* listedRows({ items, scores, k }: Rankings): Generator<Columns> {
  const queries = k ? items.length / k : 0;
  const step = Math.max(1, Math.floor(rowsPerBlock / k));
  for (let first = 0; first === 0 || first < queries; first += step) {
    const last = Math.min(queries, first + step);
    const size = (last - first) * k;
    const query = new Int32Array(size);
    const rank = new Int32Array(size);
    const item = new Int32Array(size);
    const score = new Float64Array(size);
    let rows = 0;
    for (let of = first; of < last; of++) {
      for (let place = of * k; place < (of + 1) * k && items[place]! >= 0; place++) {
        query[rows] = of;
        rank[rows] = place - of * k + 1;
        item[rows] = items[place]!;
        score[rows++] = scores[place]!;
      }
    }
    yield {
      query: query.subarray(0, rows),
      rank: rank.subarray(0, rows),
      item: item.subarray(0, rows),
      score: score.subarray(0, rows),
    };
  }
}

/** One model's figures for every query. */
export interface ModelColumns {
  readonly model: string;
  readonly columns: readonly QueryColumn[];
}

/**
 * Writes `per-query.parquet`: `model, query, metric, k, value` and one text column a segmentation. A query without a value
 * has no row. A ratio metric such as `viewToCart` gives two, `viewToCart.numerator` and `viewToCart.denominator`: its figure
 * is the one's sum over the other's.
 */
export async function writePerQuery(
  file: string,
  task: EvaluationTask,
  evaluations: readonly ModelColumns[],
): Promise<void> {
  const series = evaluations.flatMap(({ model, columns }) =>
    columns.flatMap(({ metric, k, values, denominators }) =>
      denominators
        ? [
            { model, metric: `${metric}.numerator`, k, values },
            { model, metric: `${metric}.denominator`, k, values: denominators },
          ]
        : [{ model, metric, k, values }],
    ),
  );
  const blocks = function* () {
    for (let of = 0; of < Math.max(1, series.length); of++)
      yield seriesRows(task, of, series[of]?.values ?? new Float64Array(0));
  };
  const model = pick(
    series.map((one) => one.model),
    'series',
  );
  const metric = pick(
    series.map((one) => one.metric),
    'series',
  );
  const k = pick(
    series.map((one) => one.k),
    'series',
  );
  const select = `SELECT ${model} AS model, query, ${metric} AS metric, ${k} AS k, value${segmentSql(task)} FROM rows()`;
  await writeParquet(file, select, blocks());
}

/** The rows of one series of values, undefined ones left out. */
function seriesRows({ segmentations }: EvaluationTask, series: number, values: Float64Array): Columns {
  const query = Int32Array.from(values.keys()).filter((at) => !Number.isNaN(values[at]!));
  const rows: Record<string, Columns[string]> = {
    series: new Int32Array(query.length).fill(series),
    query,
    value: Float64Array.from(query, (at) => values[at]!),
  };
  for (const { name, code } of segmentations) rows[name] = Uint8Array.from(query, (at) => code[at]!);
  return rows;
}

/** SQL that turns codes from 0 into what they stand for, so that rows need not carry text. */
const pick = (values: readonly (string | number)[], code: string): string =>
  `([${values.map((value) => (typeof value === 'string' ? sqlText(value) : value)).join(', ')}])[${code} + 1]`;

const segmentSql = ({ segmentations }: EvaluationTask): string =>
  segmentations.map(({ name, labels }) => `, ${pick(labels, `"${name}"`)} AS "${name}"`).join('');

/** Writes what `select` makes of the blocks' `rows()`, in their order, whole or not at all. At least one block, for the columns. */
async function writeParquet(file: string, select: string, blocks: Iterable<Columns>): Promise<void> {
  await writeWhole(file, (temporary) =>
    withDuckDB(async (db) => {
      streamRows(db, 'rows', blocks);
      await db.run(`COPY (${select}) TO ${sqlText(temporary)} (FORMAT parquet)`);
    }),
  );
}
