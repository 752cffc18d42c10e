import { InputError, pastOf, type Train } from '../data/index.js';
import type { BundleContent } from './base/bundle.js';
import { readBundle } from './base/bundle.js';
import type { FitContext, PartSpec, Recommender, Snapshot } from './base/recommender.js';
import { Content } from './content/content.js';
import { Als } from './factors/als.js';
import { Bpr } from './factors/bpr.js';
import { FeatureFactorization } from './factors/feature-factorization/feature-factorization.js';
import { Item2Vec } from './factors/item2vec.js';
import { StaticHybrid } from './hybrids/static-hybrid.js';
import { CrossSell } from './neighbours/cross-sell.js';
import { ItemKnn } from './neighbours/item-knn.js';
import { UserKnn } from './neighbours/user-knn.js';
import { Gru4Rec } from './neural/gru4rec/gru4rec.js';
import { Ncf } from './neural/ncf/ncf.js';
import { SasRec } from './neural/sasrec/sasrec.js';
import { TwoTower } from './neural/two-tower/two-tower.js';
import { Popular } from './popularity/popular.js';
import { RandomRecommender } from './popularity/random.js';
import { RecentPopular } from './popularity/recent-popular.js';
import { SessionPopular } from './popularity/session-popular.js';
import { AssociationRules } from './rules/association-rules.js';
import { Markov } from './rules/markov.js';
import { SequentialRules } from './rules/sequential-rules.js';
import { Sknn } from './sessions/sknn.js';
import { Stan } from './sessions/stan.js';
import { VSknn } from './sessions/v-sknn.js';
import { VStan } from './sessions/v-stan.js';

/** Every model by its name. To add one, write its file and add it here: the contract suite then tests it. */
/** What is known of a model before one is made. */
export interface ModelFacts {
  /** The class's own module, from the repository's root: while it and what it uses stay the same, so does a fitted model. */
  readonly module: string;
  /**
   * Whether the model learns from `FitContext.content`: `helps` where it can do without, `needs` where it cannot (the
   * pipeline then refuses it, or with `--models all` leaves it out, before any work); absent where it takes no notice.
   */
  readonly content?: 'helps' | 'needs';
  /** Whether it learns by gradients in epochs, on the engine that `FitContext.backend` names. */
  readonly neural?: true;
}

interface Entry extends ModelFacts {
  readonly make: new (parameters?: unknown) => Recommender;
}

const models = {
  random: { make: RandomRecommender, module: 'models/popularity/random.ts' },
  popular: { make: Popular, module: 'models/popularity/popular.ts' },
  'recent-popular': { make: RecentPopular, module: 'models/popularity/recent-popular.ts' },
  'session-popular': { make: SessionPopular, module: 'models/popularity/session-popular.ts' },
  'item-knn': { make: ItemKnn, module: 'models/neighbours/item-knn.ts' },
  'user-knn': { make: UserKnn, module: 'models/neighbours/user-knn.ts' },
  als: { make: Als, module: 'models/factors/als.ts' },
  bpr: { make: Bpr, module: 'models/factors/bpr.ts' },
  'association-rules': { make: AssociationRules, module: 'models/rules/association-rules.ts' },
  'sequential-rules': { make: SequentialRules, module: 'models/rules/sequential-rules.ts' },
  markov: { make: Markov, module: 'models/rules/markov.ts' },
  sknn: { make: Sknn, module: 'models/sessions/sknn.ts' },
  'v-sknn': { make: VSknn, module: 'models/sessions/v-sknn.ts' },
  stan: { make: Stan, module: 'models/sessions/stan.ts' },
  'v-stan': { make: VStan, module: 'models/sessions/v-stan.ts' },
  'cross-sell': { make: CrossSell, module: 'models/neighbours/cross-sell.ts' },
  item2vec: { make: Item2Vec, module: 'models/factors/item2vec.ts' },
  content: { make: Content, module: 'models/content/content.ts', content: 'needs' },
  'feature-factorization': {
    make: FeatureFactorization,
    module: 'models/factors/feature-factorization/feature-factorization.ts',
    content: 'helps',
  },
  'static-hybrid': { make: StaticHybrid, module: 'models/hybrids/static-hybrid.ts' },
  gru4rec: { make: Gru4Rec, module: 'models/neural/gru4rec/gru4rec.ts', neural: true },
  sasrec: { make: SasRec, module: 'models/neural/sasrec/sasrec.ts', neural: true },
  ncf: { make: Ncf, module: 'models/neural/ncf/ncf.ts', neural: true },
  'two-tower': { make: TwoTower, module: 'models/neural/two-tower/two-tower.ts', content: 'helps', neural: true },
} satisfies Record<string, Entry>;

export type ModelName = keyof typeof models;
export const modelNames = Object.keys(models) as ModelName[];

/** @throws InputError for an unknown name. */
export const factsOf = (name: string): ModelFacts => entryOf(name);

/**
 * Makes an unfitted model.
 * @param parameters what differs from its defaults.
 * @throws InputError for an unknown name or a parameter out of range.
 */
export const createModel = (name: string, parameters: unknown = {}): Recommender =>
  new (entryOf(name).make)(parameters);

/** Makes the fitted model that a snapshot was taken of, and those that it is made of. @throws InputError for another model's. */
export async function restoreModel({ parts, ...snapshot }: Snapshot): Promise<Recommender> {
  const model = createModel(snapshot.model, snapshot.parameters);
  await model.restore(snapshot, await Promise.all(parts.map(restoreModel)));
  return model;
}

/** A bundle with the model ready to answer. */
export interface Bundle extends Omit<BundleContent, 'model'> {
  readonly model: Recommender;
}

/**
 * Opens a bundle.
 * @throws InputError naming the file when it is no bundle, of another version, cut short or damaged, or of a model that this
 * version does not know.
 */
export async function openBundle(file: string): Promise<Bundle> {
  const { model, ...content } = await readBundle(file);
  try {
    return { ...content, model: await restoreModel(model) };
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.message, { file }) : error;
  }
}

/** A `FitContext.part` that fits each part once, on the same train or its past, and remembers it. */
export function fitsParts(train: Train, context: FitContext): NonNullable<FitContext['part']> {
  const fitted = new Map<string, Promise<Recommender>>();
  const part = (spec: PartSpec, until?: number): Promise<Recommender> => {
    const key = JSON.stringify([spec, until]);
    const known = fitted.get(key) ?? fit(spec, until);
    fitted.set(key, known);
    return known;
  };
  const fit = async ({ model, parameters }: PartSpec, until?: number): Promise<Recommender> => {
    const own = until === undefined ? train : pastOf(train, until);
    const recommender = createModel(model, parameters);
    await recommender.fit(own, { ...context, part: until === undefined ? part : fitsParts(own, context) });
    return recommender;
  };
  return part;
}

function entryOf(name: string): Entry {
  if (Object.hasOwn(models, name)) return models[name as ModelName];
  throw new InputError(`there is no model "${name}"`, {}, `one of ${modelNames.join(', ')}`);
}
