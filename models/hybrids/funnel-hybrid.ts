import { z } from 'zod';
import { type Lists, listAt, packLists, type Train } from '../../data/index.js';
import { heaviestFirst, merged } from '../base/evidence.js';
import type { MemoryOf } from '../base/memory.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  type Evidence,
  type FitOptions,
  type Parameters,
  type PartSpec,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type WorkOptions,
} from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';
import type { Candidates } from '../ranking/candidates.js';
import { questions } from '../ranking/example-queries.js';
import { outOfTime, retrieveInBatches } from '../ranking/out-of-time.js';
import { gateInputs, gateSize, gates } from './gate.js';
import { type BlendExample, type BlendWeights, learnBlend, weightsFor } from './learn-blend.js';

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const schema = z.strictObject({
  /** The models that are blended, each with its parameters that differ from its defaults. */
  parts: z
    .record(z.string(), z.custom<Parameters>(isRecord, 'parameters by name'))
    .refine((parts) => Object.keys(parts).length > 0, 'at least one model')
    .default({ 'v-stan': {}, 'item-knn': {}, 'session-popular': {} }),
  /** What the weights depend on: `none` (the same for all), the funnel `stage`, or the stage and the `session`. */
  gate: z.enum(gates).default('stage'),
  /** The items that each part proposes, and those of all that are blended. */
  depth: z.int().positive().max(1000).default(100),
  candidates: z.int().positive().max(1000).default(100),
  /** What the weights are learnt for; see `questions`. */
  question: z.enum(questions).default('auto'),
  /** Of `next` and `funnel`: the share of train's events, the latest, of which examples are made; parts are fitted for them on the others. */
  later: z.number().gt(0).max(0.5).default(0.1),
  /** At most so many examples, spread evenly. */
  examples: z.int().positive().default(20_000),
  /** How strongly the weights of a stage are held to those of all. */
  restraint: z.number().min(0).default(0.001),
});
type FunnelHybridParameters = z.infer<typeof schema>;

/** Each part says two things of an item: its share of the best score, and its rank as 10 / (9 + rank); 0 where it does not list the item. */
const signalsOfPart = 2;

interface State {
  readonly weights: BlendWeights;
}

interface Ready extends State {
  readonly parts: readonly Recommender[];
}

/**
 * Blends the lists of other models with weights that depend on where in the funnel the visitor stands; with `gate: 'none'` they are the
 * same for all, learnt in the same way from the same examples, which is the control.
 *
 * A weight is the exponential of a linear function of what the gate reads; see `learnBlend`. Examples are out of time, see `outOfTime`.
 */
export class FunnelHybrid extends StatefulRecommender<FunnelHybridParameters, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('funnel-hybrid', schema, parameters);
  }

  override get parts(): readonly PartSpec[] {
    return Object.entries(this.parameters.parts).map(([model, parameters]) => ({ model, parameters }));
  }

  /** Counts the signals of the examples. */
  protected override memoryOn(): MemoryOf<FunnelHybridParameters> {
    return ({ candidates, examples, parts }) => ({
      kernel: 0,
      beside: 4 * candidates * examples * signalsOfPart * Object.keys(parts).length,
    });
  }

  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { gate, candidates, restraint, ...more } = this.parameters;
    const [examples, judging]: [BlendExample[], BlendExample[]] = [[], []];
    let asked = 0;
    for await (const batch of outOfTime(train, this.parts, { ...more, kept: candidates }, work)) {
      const { queries, found, target, judges } = batch;
      const inputs = gateInputs(queries, gate);
      const size = gateSize(gate);
      asked += target.length;
      for (let query = 0; query < target.length; query++) {
        const answer = listAt(found.items, query).indexOf(target[query]!);
        if (answer < 0) continue; // teaches nothing
        (judges[query] ? judging : examples).push({
          gate: inputs.slice(query * size, (query + 1) * size),
          signals: signalsOf(found, query),
          answer,
        });
      }
    }
    if (examples.length === 0)
      work.reporter.say(
        'funnel-hybrid',
        `all parts weigh the same: the answer is among the candidates of none of ${asked} examples`,
      );
    const shape = { inputs: gateSize(gate), signals: signalsOfPart * this.parts.length, restraint, seed: work.seed };
    return { weights: learnBlend(examples, judging, shape) };
  }

  protected prepare(state: State, parts: readonly Recommender[]): Ready {
    return { ...state, parts };
  }

  /** Passes the queries on unchanged: each part decides whether it reads the session or the history. */
  protected override read(queries: Queries): Queries {
    return queries;
  }

  protected async answer(ready: Ready, queries: Queries, k: number, work: Partial<WorkOptions>): Promise<Rankings> {
    const rankings = emptyRankings(queryCount(queries), k);
    for await (const { query, items, scores } of this.#blended(ready, queries, work)) {
      const best = new TopK(Math.min(k, items.length));
      for (let i = 0; i < items.length; i++) best.offer(items[i]!, scores[i]!);
      best.drain(rankings.items, rankings.scores, query * k);
    }
    return rankings;
  }

  protected async scores(
    ready: Ready,
    queries: Queries,
    items: Lists,
    work: Partial<WorkOptions>,
  ): Promise<Float64Array> {
    const scores = new Float64Array(items.values.length).fill(Number.NEGATIVE_INFINITY);
    for await (const { query, items: listed, scores: own } of this.#blended(ready, queries, work)) {
      const of = new Map(Array.from(listed, (item, i) => [item, own[i]!]));
      for (let at = items.offsets[query]!; at < items.offsets[query + 1]!; at++)
        scores[at] = of.get(items.values[at]!) ?? Number.NEGATIVE_INFINITY;
    }
    return scores;
  }

  /** The evidence of the parts that have any, in proportion to what each part adds to the score. */
  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    const ready = this.ready;
    return this.inTurn(work, async () => {
      const evidence: Evidence[][] = Array.from(items.values, () => []);
      /** For each part, what it adds to the score of each item; 0 where it does not list the item. */
      const added = ready.parts.map(() => new Float64Array(items.values.length));
      for await (const { query, items: listed, addedBy } of this.#blended(ready, queries, work)) {
        const place = new Map(Array.from(listed, (item, i) => [item, i]));
        for (let at = items.offsets[query]!; at < items.offsets[query + 1]!; at++) {
          const i = place.get(items.values[at]!);
          if (i !== undefined) for (const [part, column] of added.entries()) column[at] = addedBy(part, i);
        }
      }
      for (const [part, model] of ready.parts.entries()) {
        const own = Int32Array.from(items.values.keys()).filter((at) => added[part]![at] !== 0);
        const given = await model.explain?.(queries, onlyAt(items, own), work);
        for (const [i, at] of own.entries()) {
          const total = given?.[i]?.reduce((sum, { weight }) => sum + weight, 0) ?? 0;
          for (const one of given?.[i] ?? [])
            evidence[at]!.push({ ...one, weight: (one.weight / total) * added[part]![at]! });
        }
      }
      return evidence.map((list) => heaviestFirst(merged(list)));
    });
  }

  /** Blends the candidates of each query. */
  async *#blended({ parts, weights }: Ready, queries: Queries, work: Partial<WorkOptions>) {
    const { gate, depth, candidates: kept } = this.parameters;
    const size = gateSize(gate);
    for await (const { from, queries: some, found } of retrieveInBatches(parts, queries, { depth, kept }, work)) {
      const inputs = gateInputs(some, gate);
      for (let query = 0; query < queryCount(some); query++) {
        const own = weightsFor(weights, inputs.subarray(query * size, (query + 1) * size));
        const signals = signalsOf(found, query);
        const addedBy = (part: number, i: number) => {
          let sum = 0;
          for (let s = part * signalsOfPart; s < (part + 1) * signalsOfPart; s++)
            sum += own[s]! * signals[i * own.length + s]!;
          return sum;
        };
        const items = listAt(found.items, query);
        const scores = Float64Array.from(items, (_, i) => parts.reduce((sum, __, part) => sum + addedBy(part, i), 0));
        yield { query: from + query, items, scores, addedBy };
      }
    }
  }
}

/** What the parts say of a query's candidates, row after row. */
function signalsOf({ items, ranks, shares }: Candidates, query: number): Float32Array {
  const [from, to] = [items.offsets[query]!, items.offsets[query + 1]!];
  const columns = signalsOfPart * ranks.length;
  const signals = new Float32Array((to - from) * columns);
  for (let part = 0; part < ranks.length; part++)
    for (let at = from; at < to; at++) {
      const rank = ranks[part]![at]!;
      if (Number.isNaN(rank)) continue;
      signals[(at - from) * columns + signalsOfPart * part] = shares[part]![at]!;
      signals[(at - from) * columns + signalsOfPart * part + 1] = 10 / (9 + rank);
    }
  return signals;
}

/** Lists of the items at some places of all. */
const onlyAt = ({ offsets, values }: Lists, places: Int32Array): Lists =>
  packLists(
    Array.from({ length: offsets.length - 1 }, (_, list) =>
      Array.from(
        places.filter((at) => at >= offsets[list]! && at < offsets[list + 1]!),
        (at) => values[at]!,
      ),
    ),
  );
