import { availableParallelism } from 'node:os';
import { mix, packLists } from '../../data/index.js';
import { columnName, type Interval, intervalsOf, type QueryColumn, withInterval } from '../../evaluation/index.js';
import { type Queries, type Rankings, type Recommender, reading } from '../../models/index.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import type { Run } from '../files/run-folder.js';
import { makeTask } from '../stages/make-task.js';
import { recommendAll } from '../stages/recommend-all.js';
import { fittedOfRun } from './fitted-of-run.js';

/** The mean share of its lists that a model keeps when it receives less of a session. */
export interface ContextEffect {
  readonly model: string;
  /** With the clicks before the last in reverse order. */
  readonly reversed: Interval;
  /** With the last click alone. */
  readonly lastAlone: Interval;
}

/**
 * Measures how models use a session beyond its last click. Each model is asked as the run asked it, then with the earlier clicks in
 * reverse order, then with the last click alone, and the lists are compared. 1: no influence; lower values mean more influence.
 *
 * For the session 7 8 9 the second question is 8 7 9, the third 9.
 * @returns one entry per model, except those whose lists are all empty; none if no context has three different items.
 * @param sample queries asked, drawn by the run's seed from those with three different items or more in their context.
 * @param k items per list.
 */
export async function contextEffects(
  run: Run,
  names: readonly string[],
  { sample = 1000, k = 20 } = {},
): Promise<ContextEffect[]> {
  const { models, parts, loaded, pipeline } = await fittedOfRun(run, names);
  const { config, reporter, abort } = pipeline;
  const task = makeTask(config, parts, await readDatasetFacts(loaded));
  const queries = reading(task.queries, task.queries.scope);
  const drawn = drawQueries(queries, sample, config.seed);
  if (drawn.length === 0) return [];
  const cluster = Int32Array.from(drawn, (query) => task.cluster[query]!);
  const work = { seed: config.seed, reporter, threads: availableParallelism(), ...(abort && { abort }) };
  const asked = [asIs, earlierReversed, lastOnly].map((change) => changed(queries, drawn, change));
  const lists = (model: Recommender) => Promise.all(asked.map((queries) => recommendAll(model, queries, k, work)));
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  const effects: ContextEffect[] = [];
  for (const model of models) {
    const [whole, reversed, last] = (await lists(model)) as [Rankings, Rankings, Rankings];
    const kept = (metric: string, other: Rankings): QueryColumn => ({ metric, k, values: shareKept(whole, other) });
    const columns = [kept('reversed', reversed), kept('lastAlone', last)] as const;
    const figures = intervalsOf(columns, cluster, options);
    const [ofReversed, ofLast] = columns.map((column) => figures[columnName(column)]);
    if (ofReversed && ofLast) effects.push({ model: model.name, reversed: ofReversed, lastAlone: ofLast });
  }
  return effects;
}

/** The rows for a table. */
export const contextEffectsTable = (effects: readonly ContextEffect[]) =>
  effects.map(({ model, reversed, lastAlone }) => ({
    model,
    'kept when the earlier clicks are reversed': withInterval(reversed),
    'kept when only the last click is told': withInterval(lastAlone),
  }));

/** Places of a context's events, in the order in which a model receives them. */
type Change = (from: number, to: number) => number[];
const asIs: Change = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
const earlierReversed: Change = (from, to) => [...asIs(from, to - 1).reverse(), to - 1];
const lastOnly: Change = (_, to) => [to - 1];

function drawQueries({ from, to, events }: Queries, sample: number, seed: number): Int32Array {
  const isLong = (query: number) => new Set(events.item.subarray(from[query]!, to[query]!)).size >= 3;
  const drawn = Array.from(from.keys())
    .filter(isLong)
    .sort((a, b) => mix(seed, a) - mix(seed, b) || a - b)
    .slice(0, sample);
  return Int32Array.from(drawn).sort();
}

/** The drawn queries with changed contexts; the times of the clicks stay ascending. */
function changed(queries: Queries, drawn: Int32Array, change: Change): Queries {
  const contexts = Array.from(drawn, (query) => change(queries.from[query]!, queries.to[query]!));
  const places = contexts.flat();
  const ends = new Int32Array(contexts.length);
  contexts.forEach((context, i) => {
    ends[i] = (ends[i - 1] ?? 0) + context.length;
  });
  const moments = contexts.flatMap((context) => context.toSorted((a, b) => a - b));
  const { item, kind, time, removed } = queries.events;
  const excluded = Array.from(drawn, (query) => {
    const { offsets, values } = queries.exclude;
    return values.subarray(offsets[query]!, offsets[query + 1]!);
  });
  const from = ends.map((end, i) => end - contexts[i]!.length);
  return {
    visitor: Int32Array.from(drawn, (query) => queries.visitor[query]!),
    time: Float64Array.from(drawn, (query) => queries.time[query]!),
    from,
    sessionFrom: queries.scope === 'session' ? from : ends,
    to: ends,
    events: {
      item: Int32Array.from(places, (place) => item[place]!),
      kind: Uint8Array.from(places, (place) => kind[place]!),
      time: Float64Array.from(moments, (place) => time[place]!),
      ...(removed && { removed: Float64Array.from(places, (place) => removed[place]!) }),
    },
    exclude: packLists(excluded),
    scope: queries.scope,
  };
}

/** For each list the share of its items that are also in the other list. */
function shareKept(whole: Rankings, other: Rankings): Float64Array {
  const { k, items } = whole;
  return Float64Array.from({ length: items.length / k }, (_, query) => {
    const own = items.subarray(query * k, (query + 1) * k).filter((item) => item >= 0);
    const others = new Set(other.items.subarray(query * k, (query + 1) * k));
    return own.length === 0 ? Number.NaN : own.filter((item) => others.has(item)).length / own.length;
  });
}
