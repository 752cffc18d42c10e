import type { Train } from '../../data/index.js';
import { type FitOptions, type PartSpec, type Queries, queryCount, type Recommender } from '../base/recommender.js';
import { sliceQueries } from '../base/slice-queries.js';
import { type Candidates, type Retrieval, retrieve } from './candidates.js';
import { type ExampleParameters, type ExampleQueries, exampleQueries } from './example-queries.js';

/** Some queries with their candidates, and the items that answer them. */
export interface ExampleBatch extends Pick<ExampleQueries, 'known' | 'until' | 'queries' | 'target' | 'judges'> {
  readonly found: Candidates;
}

/** Queries that are handled together: bounds memory. */
const batchSize = 1024;

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
 * Makes examples out of time: retrievers are fitted on what a cut leaves of train and asked for what it took off, so that what learns from
 * their lists never sees one that knew its answer. See `exampleQueries`.
 */
export async function* outOfTime(
  train: Train,
  specs: readonly PartSpec[],
  parameters: ExampleParameters & Retrieval,
  work: FitOptions,
): AsyncGenerator<ExampleBatch> {
  const cuts = exampleQueries(train, parameters, work);
  const total = cuts.reduce((sum, { target }) => sum + target.length, 0);
  let done = 0;
  const bar = work.reporter.start('examples', total, 'queries');
  for (const { cut, known, until, queries, target, judges } of cuts) {
    const retrievers: Recommender[] = [];
    for (const spec of specs) retrievers.push(await work.part!(spec, cut));
    for await (const { from, queries: some, found } of retrieveInBatches(retrievers, queries, parameters, work)) {
      const to = from + queryCount(some);
      yield {
        ...{ known, until, queries: some, found },
        target: target.subarray(from, to),
        judges: judges.subarray(from, to),
      };
      done += to - from;
      bar.update(done);
    }
  }
  bar.finish();
}
