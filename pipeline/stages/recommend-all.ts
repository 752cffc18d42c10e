import {
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  sliceQueries,
  type WorkOptions,
} from '../../models/index.js';

const batch = 1024;

/** Computes a model's lists for all queries, batch by batch, with progress. */
export async function recommendAll(
  model: Recommender,
  queries: Queries,
  k: number,
  work: WorkOptions,
): Promise<Rankings> {
  const count = queryCount(queries);
  const items = new Int32Array(count * k);
  const scores = new Float64Array(count * k);
  const bar = work.reporter.start(`${model.name}: lists`, count, 'queries');
  for (let start = 0; start < count; start += batch) {
    work.abort?.throwIfAborted();
    const end = Math.min(count, start + batch);
    const part = await model.recommend(sliceQueries(queries, start, end), k, work);
    items.set(part.items, start * k);
    scores.set(part.scores, start * k);
    bar.update(end);
  }
  bar.finish();
  return { k, items, scores };
}
