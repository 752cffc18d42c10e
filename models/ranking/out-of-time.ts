import type { Train } from '../../data/index.js';
import type { FitOptions, PartSpec, Queries, Recommender } from '../base/recommender.js';
import { queryCount } from '../base/recommender.js';
import { sliceQueries } from '../base/slice-queries.js';
import { type Candidates, type Retrieval, retrieve } from './candidates.js';
import { type LaterQueries, laterQueries, type Question } from './later-queries.js';

/** How examples are made. */
export interface ExampleParameters extends Retrieval {
  readonly question: Question;
  /** The share of train's events, the latest, of which they are made. */
  readonly later: number;
  /** At most so many, spread evenly over time. */
  readonly examples: number;
}

/** Some queries with their candidates, and the items that answer them. */
export interface OutOfTimeBatch {
  readonly queries: Queries;
  readonly found: Candidates;
  readonly target: Int32Array;
}

/** Queries that are handled together: bounds memory. */
export const batchSize = 1024;

/** Splits queries into batches and retrieves the candidates of each. */
export async function* retrieveInBatches(
  retrievers: readonly Recommender[],
  queries: Queries,
  retrieval: Retrieval,
  work: Parameters<typeof retrieve>[3],
): AsyncGenerator<{ from: number; queries: Queries; found: Candidates }> {
  for (let from = 0; from < queryCount(queries); from += batchSize) {
    const some = sliceQueries(queries, from, Math.min(queryCount(queries), from + batchSize));
    yield { from, queries: some, found: await retrieve(retrievers, some, retrieval, work) };
  }
}

/**
 * Makes examples out of time: retrievers are fitted on train's events before a moment and asked what came later, so that what learns from
 * their lists never sees one that knew its answer.
 */
export async function outOfTime(
  train: Train,
  specs: readonly PartSpec[],
  { question, later, examples, ...retrieval }: ExampleParameters,
  work: FitOptions,
): Promise<Omit<LaterQueries, 'queries' | 'target'> & { asked: number; batches: AsyncGenerator<OutOfTimeBatch> }> {
  const { past, until, queries, target } = laterQueries(train, question, later, examples);
  const retrievers: Recommender[] = [];
  for (const spec of specs) retrievers.push(await work.part!(spec, until));
  async function* batches() {
    const bar = work.reporter.start('examples', target.length, 'queries');
    for await (const { from, queries: some, found } of retrieveInBatches(retrievers, queries, retrieval, work)) {
      yield { queries: some, found, target: target.subarray(from, from + queryCount(some)) };
      bar.update(from + queryCount(some));
    }
    bar.finish();
  }
  return { past, until, asked: target.length, batches: batches() };
}
