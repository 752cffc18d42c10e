import { z } from 'zod';
import { type Lists, listAt, type Train } from '../../data/index.js';
import {
  assertPast,
  assertSameSet,
  EventsBehind,
  FeatureReader,
  type FeatureSet,
  featureSet,
  type ItemKnowledge,
  itemKnowledge,
  rankingFeatures,
} from '../../features/index.js';
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
import { type Candidates, candidatesAmong } from './candidates.js';
import { questions } from './example-queries.js';
import type { FeatureMatrix } from './feature-matrix.js';
import { type ExampleBatch, outOfTime, retrieveInBatches } from './out-of-time.js';
import { rankedEvidence } from './ranked-evidence.js';
import type { RankingExamples } from './ranking-examples.js';
import { trainTrees } from './train-trees.js';
import { Trees, type TreesState } from './trees.js';

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const schema = z.strictObject({
  /** The models that propose candidates, each with its parameters that differ from its defaults. */
  retrievers: z
    .record(z.string(), z.custom<Parameters>(isRecord, 'parameters by name'))
    .refine((retrievers) => Object.keys(retrievers).length > 0, 'at least one model')
    .default({ 'v-stan': {}, 'item-knn': {}, 'session-popular': {}, 'sequential-rules': {} }),
  /** The items that each retriever proposes, and those of all that are ranked. */
  depth: z.int().positive().max(1000).default(100),
  candidates: z.int().positive().max(1000).default(100),
  /** What the ranker learns to answer; see `questions`. */
  question: z.enum(questions).default('auto'),
  /** Of `next` and `funnel`: the share of train's events, the latest, of which examples are made; retrievers are fitted for them on the others. */
  later: z.number().gt(0).max(0.5).default(0.06),
  /** At most so many examples, spread evenly. */
  examples: z.int().positive().default(30_000),
  /** Training of the trees; see `treeParameters`. It stops when the examples that judge get no better. */
  rounds: z.int().positive().default(300),
  learningRate: z.number().gt(0).max(1).default(0.1),
  maxDepth: z.int().min(1).max(16).default(6),
  minChildWeight: z.number().min(0).default(1),
  subsample: z.number().gt(0).max(1).default(0.8),
  featureSample: z.number().gt(0).max(1).default(0.8),
});
type TwoStageParameters = z.infer<typeof schema>;

/** Fewer examples teach nothing. */
const fewest = 50;
/** Rounds without a better figure after which training stops. */
const patience = 20;
/** Lists of this length are judged. */
const judgedLength = 20;

interface State {
  readonly features: FeatureSet;
  readonly knowledge: ItemKnowledge;
  /** Null where there were too few examples to learn from: candidates then stay in the order of their ranks. */
  readonly trees: TreesState | null;
  /** Examples in whose candidates the answer was, and all of them. */
  readonly found: number;
  readonly asked: number;
}

/** What answers queries: the candidates of fitted retrievers, their features, and the trees that score them. */
interface Ready {
  readonly retrievers: readonly Recommender[];
  readonly reader: FeatureReader;
  readonly trees: Trees | undefined;
}

/**
 * Ranks the candidates of several retrievers by boosted trees over features of visitor, session, item and pair (LambdaMART; Burges 2010,
 * "From RankNet to LambdaRank to LambdaMART").
 *
 * Examples are out of time: retrievers are fitted on what a cut leaves of train, features know nothing else, and the queries are made of
 * what it took off; see `exampleQueries`. Then the retrievers that answer are fitted on the whole train, so the ranker reads only what stays alike
 * from one fit to the next: ranks and shares of score, no raw scores.
 */
export class TwoStage extends StatefulRecommender<TwoStageParameters, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('two-stage', schema, parameters);
  }

  override get parts(): readonly PartSpec[] {
    return Object.entries(this.parameters.retrievers).map(([model, parameters]) => ({ model, parameters }));
  }

  /** Counts the matrix of the examples. */
  protected override memoryOn(): MemoryOf<TwoStageParameters> {
    return ({ candidates, examples, retrievers }) => {
      const columns = namesFor(Object.keys(retrievers)).length;
      return { kernel: candidates * examples * columns, beside: 8 * candidates * examples * columns };
    };
  }

  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { question, later, examples: most, candidates: kept, depth } = this.parameters;
    const names = namesFor(this.parts.map(({ model }) => model));
    const examples: Example[] = [];
    let asked = 0;
    let known: ItemKnowledge | undefined;
    let reader: FeatureReader | undefined;
    // Categories as of now would be of another kind than those that examples had: without the latter there are none.
    for await (const batch of outOfTime(train, this.parts, { question, later, examples: most, depth, kept }, work)) {
      if (known?.until !== batch.until || !reader) {
        known = itemKnowledge(batch.known, batch.until, work.contentAt?.(batch.until));
        reader = new FeatureReader(rankingFeatures, known);
      }
      assertPast(batch.queries, known);
      examples.push(...withAnswer(batch, featurised(reader, batch.queries, batch.found, names)));
      asked += batch.target.length;
    }
    const learnt = {
      features: featureSet(rankingFeatures),
      knowledge: itemKnowledge(train, (train.time.at(-1) ?? 0) + 1, work.contentAt && work.content),
      found: examples.length,
      asked,
    };
    const [learnFrom, judging] = [false, true].map((judges) => examples.filter(({ judge }) => judge === judges));
    if (learnFrom!.length < fewest || judging!.length === 0) {
      work.reporter.say(
        'two-stage',
        `candidates stay in the order of their ranks: the answer is among those of ${examples.length} of ${asked} examples, too few to learn from`,
      );
      return { ...learnt, trees: null };
    }
    const { rounds, learningRate, maxDepth, minChildWeight, subsample, featureSample } = this.parameters;
    const { trees } = await trainTrees(
      packed(learnFrom!, names),
      { rounds, learningRate, maxDepth, minChildWeight, subsample, featureSample },
      work,
      { examples: packed(judging!, names), k: judgedLength, patience },
    );
    return { ...learnt, trees: trees.state };
  }

  protected prepare({ features, knowledge, trees }: State, retrievers: readonly Recommender[]): Ready {
    assertSameSet(features, rankingFeatures);
    return {
      retrievers,
      reader: new FeatureReader(rankingFeatures, knowledge),
      trees: trees ? new Trees(trees) : undefined,
    };
  }

  /** Passes the queries on unchanged: each retriever decides whether it reads the session or the history. */
  protected override read(queries: Queries): Queries {
    return queries;
  }

  protected async answer(ready: Ready, queries: Queries, k: number, work: Partial<WorkOptions>): Promise<Rankings> {
    const rankings = emptyRankings(queryCount(queries), k);
    await this.#scored(ready, queries, work, (query, items, scores) => {
      const best = new TopK(Math.min(k, items.length));
      for (let i = 0; i < items.length; i++) best.offer(items[i]!, scores[i]!);
      best.drain(rankings.items, rankings.scores, query * k);
    });
    return rankings;
  }

  protected async scores(
    ready: Ready,
    queries: Queries,
    items: Lists,
    work: Partial<WorkOptions>,
  ): Promise<Float64Array> {
    const scores = new Float64Array(items.values.length).fill(Number.NEGATIVE_INFINITY);
    await this.#scored(ready, queries, work, (query, listed, own) => {
      const of = new Map(Array.from(listed, (item, i) => [item, own[i]!]));
      for (let at = items.offsets[query]!; at < items.offsets[query + 1]!; at++)
        scores[at] = of.get(items.values[at]!) ?? Number.NEGATIVE_INFINITY;
    });
    return scores;
  }

  /** The SHAP contributions of the ranker's columns, told by what stands behind each; see {@link rankedEvidence}. */
  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    const { retrievers, reader, trees } = this.ready;
    const { knowledge } = this.state;
    const { depth, candidates: kept } = this.parameters;
    const names = namesFor(this.parts.map(({ model }) => model));
    return this.inTurn(work, async () => {
      const evidence: Evidence[][] = Array.from(items.values, () => []);
      for await (const { from, queries: some, found } of retrieveInBatches(
        retrievers,
        queries,
        { depth, kept },
        work,
      )) {
        const asked = candidatesAmong(found, items, from);
        const matrix = featurised(reader, some, asked.kept, names);
        const contributions = trees ? await trees.contributions(matrix) : fusedAlone(matrix);
        const own: (Evidence[][] | undefined)[] = [];
        for (const retriever of retrievers) own.push(await retriever.explain?.(some, asked.kept.items, work));
        const { offsets, values } = asked.kept.items;
        const width = names.length;
        for (let query = 0; query < queryCount(some); query++) {
          const behind = new EventsBehind(knowledge, some, query);
          for (let row = offsets[query]!; row < offsets[query + 1]!; row++)
            evidence[asked.places[row]!] = rankedEvidence(
              {
                item: values[row]!,
                names,
                values: matrix.values.subarray(row * width, (row + 1) * width),
                contributions: contributions.subarray(row * (width + 1), (row + 1) * (width + 1)),
                retrieved: own.map((given) => given?.[row] ?? []),
              },
              behind,
            );
        }
      }
      return evidence;
    });
  }

  /** Calls `use` for each query with its candidates and their scores. */
  async #scored(
    { retrievers, reader, trees }: Ready,
    queries: Queries,
    work: Partial<WorkOptions>,
    use: (query: number, items: Int32Array, scores: Float32Array | Float64Array) => void,
  ): Promise<void> {
    const { depth, candidates: kept } = this.parameters;
    const names = namesFor(this.parts.map(({ model }) => model));
    for await (const { from, queries: some, found } of retrieveInBatches(retrievers, queries, { depth, kept }, work)) {
      const scores = trees ? await trees.scores(featurised(reader, some, found, names)) : found.fused;
      for (let query = 0; query < queryCount(some); query++)
        use(
          from + query,
          listAt(found.items, query),
          scores.subarray(found.items.offsets[query], found.items.offsets[query + 1]),
        );
    }
  }
}

/** The names of a ranker's columns: the features, then what the retrievers say. */
const namesFor = (retrievers: readonly string[]): string[] => [
  ...rankingFeatures.map(({ name }) => name),
  ...retrievers.flatMap((model) => [`${model} rank`, `${model} share`]),
  'fused',
];

/** The features of candidates, and the ranks and shares of score that the retrievers gave them. */
function featurised(
  reader: FeatureReader,
  queries: Queries,
  found: Candidates,
  names: readonly string[],
): FeatureMatrix {
  const own = rankingFeatures.length;
  const { values, columns } = reader.matrix(queries, found.items, names.length - own);
  for (let row = 0; row < found.items.values.length; row++) {
    let at = row * columns + own;
    for (let place = 0; place < found.ranks.length; place++) {
      values[at++] = found.ranks[place]![row]!;
      values[at++] = found.shares[place]![row]!;
    }
    values[at] = found.fused[row]!;
  }
  return { values, names };
}

/** Contributions where candidates stay in the order of their ranks: the last column alone makes the score. */
function fusedAlone({ values, names: { length } }: FeatureMatrix): Float64Array {
  const rows = values.length / length;
  const contributions = new Float64Array(rows * (length + 1));
  for (let row = 0; row < rows; row++) contributions[row * (length + 1) + length - 1] = values[(row + 1) * length - 1]!;
  return contributions;
}

/** One query with the answer among its candidates. */
interface Example {
  readonly values: Float32Array;
  /** The row of the answer. */
  readonly answer: number;
  readonly judge: boolean;
}

/** The queries whose answers are among their candidates: the others teach nothing. */
function withAnswer({ found: { items }, target, judges }: ExampleBatch, { values, names }: FeatureMatrix): Example[] {
  const examples: Example[] = [];
  for (let query = 0; query < target.length; query++) {
    const answer = listAt(items, query).indexOf(target[query]!);
    const [from, to] = [items.offsets[query]! * names.length, items.offsets[query + 1]! * names.length];
    if (answer >= 0) examples.push({ values: values.subarray(from, to), answer, judge: judges[query] === 1 });
  }
  return examples;
}

/** Examples end to end. */
function packed(queries: readonly Example[], names: readonly string[]): RankingExamples {
  const offsets = new Int32Array(queries.length + 1);
  for (const [i, { values }] of queries.entries()) offsets[i + 1] = offsets[i]! + values.length / names.length;
  const rows = offsets.at(-1)!;
  const labels = new Float32Array(rows);
  const all = new Float32Array(rows * names.length);
  for (const [i, { values, answer }] of queries.entries()) {
    labels[offsets[i]! + answer] = 1;
    all.set(values, offsets[i]! * names.length);
  }
  return { matrix: { values: all, names }, labels, offsets };
}
