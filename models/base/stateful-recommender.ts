import type { ZodType } from 'zod';
import { InputError, type Lists, type Plain, type Train } from '../../data/index.js';
import { assertSignal, type Signal } from '../../features/index.js';
import type { History } from './history.js';
import { assertRoom, type MemoryOf, namingTheLargest } from './memory.js';
import { parseParameters } from './parameters.js';
import {
  type FitOptions,
  type Parameters,
  type PartSpec,
  type Queries,
  type Rankings,
  type Recommender,
  reading,
  type Snapshot,
  type WorkOptions,
} from './recommender.js';
import { withUnknownItems } from './unknown-items.js';

/** The result of a fit: the learnt state, and what inference derives from it once. */
interface Fitted<State, Ready> {
  readonly state: State;
  readonly ready: Ready;
  readonly parts: readonly Recommender[];
}

/**
 * The base of all models: they learn a state of plain values and typed arrays, prepare it for inference, and answer queries.
 *
 * A model keeps nothing else. So a failed or aborted fit leaves it unchanged, and a restored model equals the fitted one.
 * Calls run one after another, so none sees the working memory of another.
 */
export abstract class StatefulRecommender<P extends Parameters, State, Ready = State> implements Recommender {
  parameters: P;
  #fitted: Fitted<State, Ready> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws ParameterError naming a parameter that is unknown or out of range. */
  constructor(
    readonly name: string,
    protected readonly schema: ZodType<P>,
    given: unknown,
  ) {
    this.parameters = parseParameters(name, schema, given);
  }

  /** Learns from train; does not change the model itself. */
  protected abstract learn(train: Train, work: FitOptions, parts: readonly Recommender[]): State | Promise<State>;

  /** The memory that a fit on a given train needs, as far as it grows with the parameters. */
  protected memoryOn(_train: Train): MemoryOf<P> {
    return () => ({ kernel: 0 });
  }

  /** Derives what inference needs from the learnt state and the fitted {@link parts}, after a fit and after loading. */
  protected abstract prepare(state: State, parts: readonly Recommender[]): Ready | Promise<Ready>;

  /** Ranks for queries that have passed through {@link read}; see {@link Recommender.recommend}. */
  protected abstract answer(
    ready: Ready,
    queries: Queries,
    k: number,
    work: Partial<WorkOptions>,
  ): Rankings | Promise<Rankings>;

  /** See {@link Recommender.score}. */
  protected abstract scores(
    ready: Ready,
    queries: Queries,
    items: Lists,
    work: Partial<WorkOptions>,
  ): Float64Array | Promise<Float64Array>;

  get parts(): readonly PartSpec[] {
    return [];
  }

  assertFittable(train: Train): void {
    const { signal } = this.parameters as { readonly signal?: Signal };
    if (signal) assertSignal(train, signal);
    assertRoom(this.parameters, this.memoryOn(train));
  }

  /** The `history` of a state that has one. */
  get history(): History | undefined {
    return (this.#fitted?.state as { readonly history?: History } | undefined)?.history;
  }

  async fit(train: Train, work: FitOptions): Promise<void> {
    work.abort?.throwIfAborted();
    const memoryOf = this.memoryOn(train);
    assertRoom(this.parameters, memoryOf);
    const parts: Recommender[] = [];
    for (const spec of this.parts) {
      if (!work.part) throw new Error(`${this.name} is made of models: FitOptions.part must hand them over`);
      parts.push(await work.part(spec));
    }
    try {
      const state = await this.learn(train, work, parts);
      this.#fitted = { state, ready: await this.prepare(state, parts), parts };
    } catch (error) {
      throw namingTheLargest(error, this.parameters, memoryOf);
    }
  }

  async recommend(queries: Queries, k: number, work: Partial<WorkOptions> = {}): Promise<Rankings> {
    void this.ready; // throws at once where the model is not fitted
    return this.inTurn(work, () => this.answer(this.ready, this.read(queries), k, work));
  }

  async score(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Float64Array> {
    void this.ready; // throws at once where the model is not fitted
    return this.inTurn(work, () => this.scores(this.ready, this.read(queries), items, work));
  }

  snapshot(): Snapshot {
    const { name, parameters } = this;
    // By the contract of this class `learn` returns plain values; a bundle rejects others.
    const parts = this.#known.parts.map((part) => part.snapshot());
    return { model: name, parameters, state: this.state as Plain, parts };
  }

  async restore(
    { model, parameters, state }: Omit<Snapshot, 'parts'>,
    parts: readonly Recommender[] = [],
  ): Promise<void> {
    if (model !== this.name)
      throw new InputError(`holds the model ${model}`, {}, `a fitted ${this.name}, or createModel("${model}")`);
    const given = parseParameters(this.name, this.schema, parameters);
    // In turn, so that earlier calls are answered by the earlier state.
    await this.inTurn({}, async () => {
      const before = this.parameters;
      this.parameters = given;
      try {
        this.#fitted = { state: state as State, ready: await this.prepare(state as State, parts), parts };
      } catch (error) {
        this.parameters = before;
        throw error;
      }
    });
  }

  /** Returns the queries as the model reads them: by default the session or the history, according to their scope. */
  protected read(queries: Queries): Queries {
    return reading(withUnknownItems(queries), queries.scope);
  }

  /** Runs `work` once all earlier calls are done, whether they succeeded or failed. */
  protected async inTurn<T>({ abort }: Partial<WorkOptions>, work: () => T | Promise<T>): Promise<T> {
    const mine = this.#last.then(() => {
      abort?.throwIfAborted();
      return work();
    });
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** The learnt state. @throws Error when the model is not fitted. */
  protected get state(): State {
    return this.#known.state;
  }

  /** The state prepared for inference. @throws Error when the model is not fitted. */
  protected get ready(): Ready {
    return this.#known.ready;
  }

  get #known(): Fitted<State, Ready> {
    if (this.#fitted === undefined) throw new Error(`${this.name} is not fitted: call fit first, or load a bundle`);
    return this.#fitted;
  }
}
