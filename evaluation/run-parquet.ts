import { concatIds, type ParquetColumns, type TextColumn, type Vocabulary, writeParquet } from '../data/index.js';
import type { Rankings } from '../models/index.js';
import { jointKinds } from './metrics/joint.js';
import type { QueryColumn } from './query-column.js';
import type { EvaluationTask, Segmentation } from './task.js';

const rowsPerBlock = 1 << 18;

/** Writes `targets.parquet`: `query, item, gain` and the shop's `visitorid, itemid`, one row a target. */
export async function writeTargets(
  file: string,
  task: EvaluationTask,
  { visitors, items }: { readonly visitors: Vocabulary; readonly items: Vocabulary },
): Promise<void> {
  const { targets, gain, queries, unknownItems } = task;
  const query = new Int32Array(targets.values.length);
  queries.visitor.forEach((_, at) => {
    query.fill(at, targets.offsets[at], targets.offsets[at + 1]);
  });
  const visitorid = { codes: query.map((at) => queries.visitor[at]!), ids: visitors.ids };
  const itemid = { codes: targets.values, ids: unknownItems ? concatIds(items.ids, unknownItems) : items.ids };
  await writeParquet(file, [{ query, item: targets.values, gain, visitorid, itemid }]);
}

/**
 * Writes `queries.parquet`: `query, cluster, visitorid, time` and one text column a segmentation, one row a query; for P-joint also
 * `session` and `kind`, what the query asks for.
 * @param visitors the vocabulary of the part that the task was made of.
 */
export async function writeQueries(file: string, task: EvaluationTask, visitors: Vocabulary): Promise<void> {
  const { queries, cluster, session, segmentations } = task;
  const columns = {
    query: Int32Array.from(cluster.keys()),
    cluster,
    visitorid: { codes: queries.visitor, ids: visitors.ids },
    time: queries.time,
    ...(session && { session }),
    ...(queries.asks && { kind: { codes: queries.asks, labels: jointKinds } }),
  };
  await writeParquet(file, [{ ...columns, ...segmentColumns(segmentations) }]);
}

/** Writes `predictions/<model>.parquet`: `query, rank, item, score`, ranks from 1, one row a listed item. */
export async function writePredictions(file: string, rankings: Rankings): Promise<void> {
  await writeParquet(file, listedRows(rankings));
}

/** The rows of places that hold an item, some thousand queries at a time. */
function* listedRows({ items, scores, k }: Rankings): Generator<ParquetColumns> {
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

/** One model's values for every query. */
export interface ModelColumns {
  readonly model: string;
  readonly columns: readonly QueryColumn[];
}

/**
 * Writes `per-query.parquet`: `model, query, metric, k, value` and one text column a segmentation. A query without a value
 * has no row. A ratio metric such as `viewToCart` is written as two, `viewToCart.numerator` and `viewToCart.denominator`: its
 * figure is the sum of the former divided by the sum of the latter. P-joint's `joint` is a weighted sum of such ratios, one for each
 * kind of query.
 */
export async function writePerQuery(
  file: string,
  task: EvaluationTask,
  evaluations: readonly ModelColumns[],
): Promise<void> {
  await writeParquet(file, valueRows(task, evaluations));
}

function* valueRows(task: EvaluationTask, evaluations: readonly ModelColumns[]): Generator<ParquetColumns> {
  const none = { metric: '', k: 0, values: new Float64Array(0) };
  if (evaluations.length === 0) yield seriesRows(task, '', none); // for the columns
  for (const { model, columns } of evaluations)
    for (const { metric, k, values, denominators } of columns)
      if (denominators) {
        yield seriesRows(task, model, { metric: `${metric}.numerator`, k, values });
        yield seriesRows(task, model, { metric: `${metric}.denominator`, k, values: denominators });
      } else yield seriesRows(task, model, { metric, k, values });
}

/** The rows of one series of values, undefined ones left out. */
function seriesRows(
  { segmentations }: EvaluationTask,
  model: string,
  { metric, k, values }: QueryColumn,
): ParquetColumns {
  const query = defined(values);
  const isWhole = query.length === values.length;
  const inSegments = isWhole ? segmentations : segmentations.map((of) => ({ ...of, code: taken(of.code, query) }));
  return {
    model: constant(model, query.length),
    query,
    metric: constant(metric, query.length),
    k: new Int32Array(query.length).fill(k),
    value: isWhole ? values : taken(values, query),
    ...segmentColumns(inSegments),
  };
}

/** The positions of values that are not NaN. */
function defined(values: Float64Array): Int32Array {
  const places = new Int32Array(values.length);
  let size = 0;
  for (let at = 0; at < values.length; at++) if (!Number.isNaN(values[at]!)) places[size++] = at;
  return places.subarray(0, size);
}

function taken<Values extends Float64Array | Uint8Array>(values: Values, places: Int32Array): Values {
  const of = values.slice(0, places.length) as Values;
  for (let at = 0; at < places.length; at++) of[at] = values[places[at]!]!;
  return of;
}

const constant = (label: string, rows: number): TextColumn => ({ codes: new Uint8Array(rows), labels: [label] });

const segmentColumns = (segmentations: readonly Segmentation[]): ParquetColumns =>
  Object.fromEntries(segmentations.map(({ name, labels, code }) => [name, { codes: code, labels }]));
