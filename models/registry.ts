import { InputError } from '../data/index.js';
import { type BundleContent, readBundle } from './base/bundle.js';
import type { Recommender, Snapshot } from './base/recommender.js';

/** The facts of a model that are known without creating one. */
export interface ModelFacts {
  /** The class's module, relative to the repository's root: fitted models stay valid while it and its imports are unchanged. */
  readonly module: string;
  /** Loads that module and returns the class. */
  readonly load: () => Promise<new (parameters?: unknown) => Recommender>;
  /**
   * Whether the model learns from `FitOptions.content`: `helps` if content is optional, `needs` if it is required (without it the
   * pipeline rejects the model, or with `--models all` leaves it out, before any work); absent if content is ignored.
   */
  readonly content?: 'helps' | 'needs';
  /** Whether the model is trained by gradients in epochs, on the backend that `FitOptions.backend` names. */
  readonly neural?: true;
}

/** Every model by its name. To add one, write its file and add it here and in `create-model.ts`: the contract suite then tests it. */
const models = {
  random: {
    module: 'models/popularity/random.ts',
    load: async () => (await import('./popularity/random.js')).RandomRecommender,
  },
  popular: {
    module: 'models/popularity/popular.ts',
    load: async () => (await import('./popularity/popular.js')).Popular,
  },
  'recent-popular': {
    module: 'models/popularity/recent-popular.ts',
    load: async () => (await import('./popularity/recent-popular.js')).RecentPopular,
  },
  'session-popular': {
    module: 'models/popularity/session-popular.ts',
    load: async () => (await import('./popularity/session-popular.js')).SessionPopular,
  },
  'item-knn': {
    module: 'models/neighbours/item-knn.ts',
    load: async () => (await import('./neighbours/item-knn.js')).ItemKnn,
  },
  'user-knn': {
    module: 'models/neighbours/user-knn.ts',
    load: async () => (await import('./neighbours/user-knn.js')).UserKnn,
  },
  als: {
    module: 'models/factors/als.ts',
    load: async () => (await import('./factors/als.js')).Als,
  },
  bpr: {
    module: 'models/factors/bpr.ts',
    load: async () => (await import('./factors/bpr.js')).Bpr,
  },
  'association-rules': {
    module: 'models/rules/association-rules.ts',
    load: async () => (await import('./rules/association-rules.js')).AssociationRules,
  },
  'sequential-rules': {
    module: 'models/rules/sequential-rules.ts',
    load: async () => (await import('./rules/sequential-rules.js')).SequentialRules,
  },
  markov: {
    module: 'models/rules/markov.ts',
    load: async () => (await import('./rules/markov.js')).Markov,
  },
  sknn: {
    module: 'models/sessions/sknn.ts',
    load: async () => (await import('./sessions/sknn.js')).Sknn,
  },
  'v-sknn': {
    module: 'models/sessions/v-sknn.ts',
    load: async () => (await import('./sessions/v-sknn.js')).VSknn,
  },
  stan: {
    module: 'models/sessions/stan.ts',
    load: async () => (await import('./sessions/stan.js')).Stan,
  },
  'v-stan': {
    module: 'models/sessions/v-stan.ts',
    load: async () => (await import('./sessions/v-stan.js')).VStan,
  },
  'cross-sell': {
    module: 'models/neighbours/cross-sell.ts',
    load: async () => (await import('./neighbours/cross-sell.js')).CrossSell,
  },
  item2vec: {
    module: 'models/factors/item2vec.ts',
    load: async () => (await import('./factors/item2vec.js')).Item2Vec,
  },
  content: {
    module: 'models/content/content.ts',
    load: async () => (await import('./content/content.js')).Content,
    content: 'needs',
  },
  'feature-factorization': {
    module: 'models/factors/feature-factorization/feature-factorization.ts',
    load: async () => (await import('./factors/feature-factorization/feature-factorization.js')).FeatureFactorization,
    content: 'helps',
  },
  'static-hybrid': {
    module: 'models/hybrids/static-hybrid.ts',
    load: async () => (await import('./hybrids/static-hybrid.js')).StaticHybrid,
  },
  'funnel-hybrid': {
    module: 'models/hybrids/funnel-hybrid.ts',
    load: async () => (await import('./hybrids/funnel-hybrid.js')).FunnelHybrid,
  },
  'two-stage': {
    module: 'models/ranking/two-stage.ts',
    load: async () => (await import('./ranking/two-stage.js')).TwoStage,
    content: 'helps',
  },
  gru4rec: {
    module: 'models/neural/gru4rec/gru4rec.ts',
    load: async () => (await import('./neural/gru4rec/gru4rec.js')).Gru4Rec,
    neural: true,
  },
  sasrec: {
    module: 'models/neural/sasrec/sasrec.ts',
    load: async () => (await import('./neural/sasrec/sasrec.js')).SasRec,
    neural: true,
  },
  ncf: {
    module: 'models/neural/ncf/ncf.ts',
    load: async () => (await import('./neural/ncf/ncf.js')).Ncf,
    neural: true,
  },
  'two-tower': {
    module: 'models/neural/two-tower/two-tower.ts',
    load: async () => (await import('./neural/two-tower/two-tower.js')).TwoTower,
    content: 'helps',
    neural: true,
  },
} satisfies Record<string, ModelFacts>;

export type ModelName = keyof typeof models;
export const modelNames = Object.keys(models) as ModelName[];

/** @throws InputError for an unknown name. */
export function factsOf(name: string): ModelFacts {
  if (Object.hasOwn(models, name)) return models[name as ModelName];
  throw new InputError(`there is no model "${name}"`, {}, `one of ${modelNames.join(', ')}`);
}

/**
 * Creates an unfitted model; loads its module alone.
 * @param parameters those that differ from its defaults.
 * @throws InputError for an unknown name or a parameter out of range.
 */
export const loadModel = async (name: string, parameters: unknown = {}): Promise<Recommender> =>
  new (await factsOf(name).load())(parameters);

/** Restores a fitted model and its parts from a snapshot. @throws InputError when the snapshot is of another model. */
export async function restoreModel({ parts, ...snapshot }: Snapshot): Promise<Recommender> {
  const model = await loadModel(snapshot.model, snapshot.parameters);
  await model.restore(snapshot, await Promise.all(parts.map(restoreModel)));
  return model;
}

/** A bundle whose model is restored. */
export interface Bundle extends Omit<BundleContent, 'model'> {
  readonly model: Recommender;
}

/**
 * Opens a bundle.
 * @throws InputError naming the file when it is not a bundle, has another version, is truncated or damaged, or holds a model
 * unknown to this version.
 */
export async function openBundle(file: string): Promise<Bundle> {
  const { model, ...content } = await readBundle(file);
  try {
    return { ...content, model: await restoreModel(model) };
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.message, { file }) : error;
  }
}
