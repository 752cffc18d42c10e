import { InputError } from '../data/index.js';
import { Als } from './als.js';
import { AssociationRules } from './association-rules.js';
import { Bpr } from './bpr.js';
import { Content } from './content.js';
import { CrossSell } from './cross-sell.js';
import { FeatureFactorization } from './feature-factorization.js';
import { Gru4Rec } from './gru4rec.js';
import { ItemKnn } from './item-knn.js';
import { Item2Vec } from './item2vec.js';
import { Markov } from './markov.js';
import { Ncf } from './ncf.js';
import { Popular } from './popular.js';
import { RandomRecommender } from './random.js';
import { RecentPopular } from './recent-popular.js';
import type { Recommender } from './recommender.js';
import { SasRec } from './sasrec.js';
import { SequentialRules } from './sequential-rules.js';
import { SessionPopular } from './session-popular.js';
import { Sknn } from './sknn.js';
import { Stan } from './stan.js';
import { TwoTower } from './two-tower.js';
import { UserKnn } from './user-knn.js';
import { VSknn } from './v-sknn.js';
import { VStan } from './v-stan.js';

/** Every model by its name. To add one, write its file and add it here: the contract suite then tests it. */
const models = {
  random: RandomRecommender,
  popular: Popular,
  'recent-popular': RecentPopular,
  'session-popular': SessionPopular,
  'item-knn': ItemKnn,
  'user-knn': UserKnn,
  als: Als,
  bpr: Bpr,
  'association-rules': AssociationRules,
  'sequential-rules': SequentialRules,
  markov: Markov,
  sknn: Sknn,
  'v-sknn': VSknn,
  stan: Stan,
  'v-stan': VStan,
  'cross-sell': CrossSell,
  item2vec: Item2Vec,
  content: Content,
  'feature-factorization': FeatureFactorization,
  gru4rec: Gru4Rec,
  sasrec: SasRec,
  ncf: Ncf,
  'two-tower': TwoTower,
} satisfies Record<string, new (parameters?: unknown) => Recommender>;

export type ModelName = keyof typeof models;
export const modelNames = Object.keys(models) as ModelName[];

/**
 * Makes an unfitted model.
 * @param parameters what differs from its defaults.
 * @throws InputError for an unknown name or a parameter out of range.
 */
export function createModel(name: string, parameters: unknown = {}): Recommender {
  if (!Object.hasOwn(models, name))
    throw new InputError(`there is no model "${name}"`, {}, `one of ${modelNames.join(', ')}`);
  return new models[name as ModelName](parameters);
}
