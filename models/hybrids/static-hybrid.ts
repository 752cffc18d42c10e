import { z } from 'zod';
import { type Lists, listAt, packLists } from '../../data/index.js';
import { heaviestFirst, merged } from '../base/evidence.js';
import type { MemoryOf } from '../base/memory.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  type Evidence,
  type Parameters,
  type PartSpec,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type WorkOptions,
} from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const schema = z
  .strictObject({
    /** The models that are blended, and their weights. */
    weights: z
      .record(z.string(), z.number().positive())
      .refine((weights) => Object.keys(weights).length > 0, 'at least one model')
      .default({ stan: 1, 'item-knn': 0.5 }),
    /** By model: the part's parameters that differ from its defaults. */
    parameters: z.record(z.string(), z.custom<Parameters>(isRecord, 'parameters by name')).default({}),
    /** The number of best items of each part that are blended; other items have no score. */
    candidates: z.int().positive().default(100),
  })
  .superRefine(({ weights, parameters }, context) => {
    for (const part of Object.keys(parameters))
      if (!(part in weights))
        context.addIssue({
          code: 'custom',
          path: ['parameters', part],
          message: `parameters of a model that is blended: one of ${Object.keys(weights).join(', ')}`,
        });
  });

interface Part {
  readonly model: Recommender;
  readonly weight: number;
}

/**
 * Blends the lists of other models with weights that are the same for all visitors: Σ weight · score / the part's largest score.
 *
 * Each part's scores are divided by the largest absolute score of its list, so that parts of different units are comparable. An
 * item that a part does not list gets nothing from it. The parts are fitted models, shared by all models that use them.
 */
export class StaticHybrid extends StatefulRecommender<z.infer<typeof schema>, Record<string, never>, readonly Part[]> {
  constructor(parameters: unknown = {}) {
    super('static-hybrid', schema, parameters);
  }

  override get parts(): readonly PartSpec[] {
    const { weights, parameters } = this.parameters;
    return Object.keys(weights).map((model) => ({ model, parameters: parameters[model] ?? {} }));
  }

  /** Counts the lists of a batch. */
  protected override memoryOn(): MemoryOf<z.infer<typeof schema>> {
    return ({ candidates }) => ({ kernel: 0, beside: 12 * 1024 * candidates });
  }

  protected learn(): Record<string, never> {
    return {};
  }

  protected prepare(_: Record<string, never>, parts: readonly Recommender[]): readonly Part[] {
    const weights = Object.values(this.parameters.weights);
    return parts.map((model, i) => ({ model, weight: weights[i]! }));
  }

  /** Passes the queries on unchanged: each part decides whether it reads the session or the history. */
  protected override read(queries: Queries): Queries {
    return queries;
  }

  protected async answer(
    parts: readonly Part[],
    queries: Queries,
    k: number,
    work: Partial<WorkOptions>,
  ): Promise<Rankings> {
    const blended = await this.#blend(parts, queries, work);
    const rankings = emptyRankings(queryCount(queries), k);
    for (const [query, scores] of blended.entries()) {
      const best = new TopK(Math.min(k, scores.size));
      for (const [item, score] of scores) best.offer(item, score);
      best.drain(rankings.items, rankings.scores, query * k);
    }
    return rankings;
  }

  protected async scores(
    parts: readonly Part[],
    queries: Queries,
    items: Lists,
    work: Partial<WorkOptions>,
  ): Promise<Float64Array> {
    const blended = await this.#blend(parts, queries, work);
    const scoresOf = (scores: ReadonlyMap<number, number>, query: number) =>
      Array.from(listAt(items, query), (item) => scores.get(item) ?? Number.NEGATIVE_INFINITY);
    return Float64Array.from(blended.flatMap(scoresOf));
  }

  /** The evidence of the parts that have any, weighted as in the blend. */
  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    const parts = this.ready;
    return this.inTurn(work, async () => {
      const evidence: Evidence[][] = Array.from(items.values, () => []);
      for (const part of parts) {
        const listed = await this.#listOf(part, queries, work);
        const given = await part.model.explain?.(queries, only(items, listed), work);
        let at = 0;
        for (const [query, { scale, scores }] of listed.entries())
          for (let to = items.offsets[query]!; to < items.offsets[query + 1]!; to++)
            if (scores.has(items.values[to]!))
              evidence[to]!.push(...(given?.[at++] ?? []).map((one) => ({ ...one, weight: one.weight * scale })));
      }
      return evidence.map((list) => heaviestFirst(merged(list)));
    });
  }

  /** For each query the blended score of every item that a part lists. */
  async #blend(parts: readonly Part[], queries: Queries, work: Partial<WorkOptions>): Promise<Map<number, number>[]> {
    const blended = Array.from({ length: queryCount(queries) }, () => new Map<number, number>());
    for (const part of parts)
      for (const [query, { scale, scores }] of (await this.#listOf(part, queries, work)).entries())
        for (const [item, score] of scores) blended[query]!.set(item, (blended[query]!.get(item) ?? 0) + score * scale);
    return blended;
  }

  /** A part's list for each query, and the factor of its scores. */
  async #listOf({ model, weight }: Part, queries: Queries, work: Partial<WorkOptions>): Promise<Listed[]> {
    const { candidates: k } = this.parameters;
    const { items, scores } = await model.recommend(queries, k, work);
    return Array.from({ length: queryCount(queries) }, (_, query) => {
      const own = new Map<number, number>();
      let largest = 0;
      for (let at = query * k; at < (query + 1) * k && items[at]! >= 0; at++) {
        own.set(items[at]!, scores[at]!);
        largest = Math.max(largest, Math.abs(scores[at]!));
      }
      return { scores: own, scale: largest > 0 ? weight / largest : 0 };
    });
  }
}

interface Listed {
  readonly scores: ReadonlyMap<number, number>;
  readonly scale: number;
}

/** Keeps those of the given items that a part lists. */
const only = (items: Lists, listed: readonly Listed[]): Lists =>
  packLists(listed.map(({ scores }, query) => listAt(items, query).filter((item) => scores.has(item))));
