import type { ZodType } from 'zod';
import type { Train } from '../../data/index.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { ItemScores } from '../base/item-scores.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  contextItems,
  type Parameters,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';
import { Context } from './context.js';
import type { Similarity } from './formula-parts.js';
import { type SessionIndex, sessionIndex } from './session-index.js';
import { SessionSample } from './session-sample.js';

/** The three formulas that tell one neighbourhood model from another. */
export interface Formulas {
  /** What an item of the context counts that was last met `back` events before the end, of `length` events. */
  readonly weight: (back: number, length: number) => number;
  /** Of a session; at most 0 where it is no neighbour. */
  readonly similarity: Similarity;
  /** Adds what a neighbour gives to its items. `back`: how far back in the context the last item lies that it shares. */
  readonly score: (session: number, similarity: number, back: number, context: Context, scores: ItemScores) => void;
}

type NeighbourParameters = Parameters & { readonly k: number; readonly sample_size: number };

/** What recommending needs besides the index; made once, used for query after query. */
interface Tools {
  readonly formulas: Formulas;
  readonly sample: SessionSample;
  readonly context: Context;
  readonly scores: ItemScores;
  readonly nearest: TopK;
  readonly neighbours: Int32Array;
  readonly similarities: Float64Array;
}

/**
 * A recommender by the sessions most like the one in progress.
 *
 * Of the sessions that share an item with it, the `sample_size` that ended last are compared; the `k` most similar (of
 * equals the more recent) score the items they hold. A visitor's history is read as one long session.
 */
export abstract class NeighboursModel<P extends NeighbourParameters> implements Recommender {
  parameters: P;
  #tools: Tools | undefined;

  constructor(
    readonly name: string,
    readonly schema: ZodType<P>,
    parameters: unknown,
  ) {
    this.parameters = parseParameters(name, schema, parameters);
  }

  protected abstract formulas(index: SessionIndex): Formulas;

  /** @throws InputError when train has no sessions. */
  async fit(train: Train, context: WorkContext): Promise<void> {
    context.signal?.throwIfAborted();
    const task = context.progress.start(`${this.name}: sessions`, 1, 'index');
    this.#use(sessionIndex(train, this.name));
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const tools = fitted(this.#tools, this.name);
    const items = itemCount(tools.sample.index);
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(items);
    const best = new TopK(Math.min(k, items));
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      this.#score(contextItems(queries, query), tools);
      tools.scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  /** Scores the items of a context's neighbours. */
  #score(known: Int32Array, { formulas, sample, context, scores, nearest, neighbours, similarities }: Tools): void {
    context.set(known, formulas.weight);
    sample.draw(context);
    for (let i = 0; i < sample.size; i++) {
      const session = sample.sessions[i]!;
      const similarity = formulas.similarity(session, sample.shared[session]!, context);
      if (similarity > 0) nearest.offer(session, similarity);
    }
    const found = nearest.drain(neighbours, similarities, 0);
    for (let i = 0; i < found; i++) {
      const session = neighbours[i]!;
      formulas.score(session, similarities[i]!, sample.back[session]!, context, scores);
    }
  }

  #use(index: SessionIndex): void {
    const k = Math.min(this.parameters.k, index.ended.length);
    this.#tools = {
      formulas: this.formulas(index),
      sample: new SessionSample(index, this.parameters.sample_size),
      context: new Context(itemCount(index)),
      scores: new ItemScores(itemCount(index)),
      nearest: new TopK(k),
      neighbours: new Int32Array(k),
      similarities: new Float64Array(k),
    };
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#tools, this.name).sample.index);
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<SessionIndex>(file, this.name);
    this.parameters = parseParameters(this.name, this.schema, parameters);
    this.#use(state);
  }
}

const itemCount = ({ byItem }: SessionIndex): number => byItem.offsets.length - 1;
