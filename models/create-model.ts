import type { Recommender } from './base/recommender.js';
import { Content } from './content/content.js';
import { Als } from './factors/als.js';
import { Bpr } from './factors/bpr.js';
import { FeatureFactorization } from './factors/feature-factorization/feature-factorization.js';
import { Item2Vec } from './factors/item2vec.js';
import { FunnelHybrid } from './hybrids/funnel-hybrid.js';
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
import { TwoStage } from './ranking/two-stage.js';
import { factsOf, type ModelName } from './registry.js';
import { AssociationRules } from './rules/association-rules.js';
import { Markov } from './rules/markov.js';
import { SequentialRules } from './rules/sequential-rules.js';
import { Sknn } from './sessions/sknn.js';
import { Stan } from './sessions/stan.js';
import { VSknn } from './sessions/v-sknn.js';
import { VStan } from './sessions/v-stan.js';

/** The classes of all models: importing this module loads every one of them. */
const classes: Readonly<Record<ModelName, new (parameters?: unknown) => Recommender>> = {
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
  'static-hybrid': StaticHybrid,
  'funnel-hybrid': FunnelHybrid,
  'two-stage': TwoStage,
  gru4rec: Gru4Rec,
  sasrec: SasRec,
  ncf: Ncf,
  'two-tower': TwoTower,
};

/**
 * Creates an unfitted model.
 * @param parameters those that differ from its defaults.
 * @throws InputError for an unknown name or a parameter out of range.
 */
export function createModel(name: string, parameters: unknown = {}): Recommender {
  factsOf(name); // throws for an unknown name
  if (!Object.hasOwn(classes, name))
    throw new Error(
      `the model "${name}" is in models/registry.ts: add it to \`classes\` in models/create-model.ts too`,
    );
  return new classes[name as ModelName](parameters);
}
