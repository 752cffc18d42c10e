import type { ZodType } from 'zod';
import type { Train } from '../../../data/index.js';
import { fitted } from '../../base/fitted.js';
import type { History } from '../../base/history.js';
import { parseParameters } from '../../base/parameters.js';
import type { FitContext, Parameters, Queries, Rankings, Recommender, WorkContext } from '../../base/recommender.js';
import { readState, writeState } from '../../base/state-file.js';
import type { IndexState, VectorIndex } from '../../vector-index/index.js';
import type { Weights } from './network.js';

/** What a neural model keeps of its fit: what it saves. `Extra` is what the model needs beside its weights. */
export interface Learnt<Extra> {
  readonly weights: Weights;
  readonly history: History;
  readonly extra: Extra;
}

/** What all neural models do alike: keep what they learnt, save and load it. */
export abstract class NeuralRecommender<
  P extends Parameters,
  Extra,
  Ready extends { readonly index?: VectorIndex | undefined },
> implements Recommender
{
  parameters: P;
  #learnt: Learnt<Extra> | undefined;
  #ready: Ready | undefined;

  constructor(
    readonly name: string,
    protected readonly schema: ZodType<P>,
    given: unknown,
  ) {
    this.parameters = parseParameters(name, schema, given);
  }

  /** Learns; changes nothing of the model itself. */
  protected abstract learn(train: Train, context: FitContext): Promise<Learnt<Extra>>;
  /** Makes what answering takes out of what was learnt: after a fit; and after loading, with the state of a saved index. */
  protected abstract prepare(learnt: Learnt<Extra>, context: Partial<FitContext>, index?: IndexState): Promise<Ready>;
  protected abstract answer(
    ready: Ready,
    queries: Queries,
    k: number,
    context: Partial<WorkContext>,
  ): Promise<Rankings>;

  /** How the last fit went. */
  get history(): History | undefined {
    return this.#learnt?.history;
  }

  async fit(train: Train, context: FitContext): Promise<void> {
    context.signal?.throwIfAborted();
    const learnt = await this.learn(train, context);
    this.#ready = await this.prepare(learnt, context);
    this.#learnt = learnt;
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const ready = fitted(this.#ready, this.name);
    context.signal?.throwIfAborted();
    return this.answer(ready, queries, k, context);
  }

  /** What answering takes. @throws Error when the model is not fitted. */
  protected get ready(): Ready {
    return fitted(this.#ready, this.name);
  }

  protected get learnt(): Learnt<Extra> {
    return fitted(this.#learnt, this.name);
  }

  async save(file: string): Promise<void> {
    const index = await this.ready.index?.state();
    await writeState(file, this.name, this.parameters, { ...this.learnt, index });
  }

  async load(file: string): Promise<void> {
    type State = Learnt<Extra> & { index: IndexState | undefined };
    const { parameters, state } = await readState<State>(file, this.name);
    this.parameters = parseParameters(this.name, this.schema, parameters);
    const { index, ...learnt } = state;
    this.#ready = await this.prepare(learnt, {}, index);
    this.#learnt = learnt;
  }
}
