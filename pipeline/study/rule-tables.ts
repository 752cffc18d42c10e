import { counted, type EventLog } from '../../data/index.js';
import { associationRules, frequentItemsets, purchaseBaskets, sessionBaskets } from '../../features/index.js';
import { decimal, percent } from '../figures/numbers.js';

/** What holds items that go together. */
const baskets = {
  session: sessionBaskets,
  order: purchaseBaskets,
} as const;
type BasketKind = keyof typeof baskets;

/** A pair of items in fewer baskets than this makes no rule in the tables. */
const fewestBaskets = 20;
const shownRules = 10;

/**
 * The rules between two items that hold most surely in a log's sessions or orders: ten at most, ordered as `associationRules` says.
 * No rows where no two items are in enough of them. Ids are the shop's.
 */
export function ruleRows(log: EventLog, kind: BasketKind) {
  const of = baskets[kind](log);
  const all = of.offsets.length - 1;
  if (all < fewestBaskets) return [];
  // Ten thousand items and pairs are enough to choose from; beyond them, the rarest are left out.
  const itemsets = frequentItemsets(of, { minSupport: fewestBaskets / all, maxLength: 2, most: 10_000 });
  return associationRules(itemsets)
    .slice(0, shownRules)
    .map(({ antecedent, consequent, support, confidence, lift, leverage, conviction }) => ({
      antecedent: String(log.items.idOf(antecedent[0]!)),
      consequent: String(log.items.idOf(consequent)),
      [`${kind}s`]: Math.round(support * all),
      support: percent(support),
      confidence: percent(confidence),
      lift: decimal(lift),
      leverage: percent(leverage),
      conviction: conviction === Number.POSITIVE_INFINITY ? '∞' : decimal(conviction),
    }));
}

/** What the rows of {@link ruleRows} are. */
export const ruleCaption = (kind: BasketKind): string =>
  `The surest rules of two items that share ${counted(fewestBaskets, kind)} or more`;
