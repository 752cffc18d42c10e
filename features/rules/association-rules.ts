import { InputError, listAt } from '../../data/index.js';
import { compareItems } from './found-itemsets.js';
import type { Itemsets } from './itemsets.js';

/** Baskets with all items of `antecedent` tend to hold `consequent`, too. docs/definitions.md has the formulas. */
export interface AssociationRule {
  /** Dense items, ascending. */
  readonly antecedent: readonly number[];
  /** A dense item. */
  readonly consequent: number;
  /** The share of the baskets that hold antecedent and consequent. */
  readonly support: number;
  /** The share of the baskets with the antecedent that hold the consequent. */
  readonly confidence: number;
  /** Confidence over the consequent's support: 1 where the two are independent. */
  readonly lift: number;
  /** Support less what it would be if the two were independent: from −.25 to .25. */
  readonly leverage: number;
  /** How much more often the rule would fail if the two were independent: from 0; 1 if they are; Infinity for a rule that never fails. */
  readonly conviction: number;
}

export interface RuleParameters {
  /** From 0 to 1. 0 by default. */
  readonly minConfidence?: number;
  /** From 0. 0 by default. */
  readonly minLift?: number;
}

/**
 * The rules that itemsets hold, antecedent → consequent, of which each itemset of n items has n: the consequent is one item, so that rules
 * are no more than items of itemsets. Order: by confidence, lift and support, all descending; shorter antecedents first, then the lower items.
 *
 * Of the baskets {a b} {a b} {b} {c}: a → b has support 2/4, confidence 1, lift 4/3, leverage 1/8, conviction ∞.
 * @throws InputError when a setting is out of its range.
 */
export function associationRules(itemsets: Itemsets, parameters: RuleParameters = {}): AssociationRule[] {
  const { minConfidence = 0, minLift = 0 } = parameters;
  if (!(minConfidence >= 0 && minConfidence <= 1))
    throw new InputError(`minConfidence is ${minConfidence}`, {}, 'a share from 0 to 1');
  if (!(minLift >= 0)) throw new InputError(`minLift is ${minLift}`, {}, 'a number from 0');

  const sets = Array.from(itemsets.counts, (_, at) => [...listAt(itemsets, at)]);
  const countOf = new Map(sets.map((items, at) => [items.join(), itemsets.counts[at]!]));
  const rules: AssociationRule[] = [];
  for (const [at, items] of sets.entries()) {
    if (items.length < 2) continue;
    for (const consequent of items) {
      const antecedent = items.filter((item) => item !== consequent);
      const [ofAntecedent, ofConsequent] = [countOf.get(antecedent.join())!, countOf.get(`${consequent}`)!];
      const measures = measuresOf(itemsets.counts[at]!, ofAntecedent, ofConsequent, itemsets.baskets);
      if (measures.confidence < minConfidence || measures.lift < minLift) continue;
      rules.push({ antecedent, consequent, ...measures });
    }
  }
  return rules.sort(inOrder);
}

/** The measures from counts of baskets: each one quotient of whole numbers, so that equal fractions are equal numbers. */
function measuresOf(both: number, antecedent: number, consequent: number, all: number) {
  const fails = antecedent - both;
  return {
    support: both / all,
    confidence: both / antecedent,
    lift: (both * all) / (antecedent * consequent),
    leverage: (both * all - antecedent * consequent) / all ** 2,
    conviction: fails === 0 ? Number.POSITIVE_INFINITY : (antecedent * (all - consequent)) / (fails * all),
  };
}

function inOrder(a: AssociationRule, b: AssociationRule): number {
  return (
    b.confidence - a.confidence ||
    b.lift - a.lift ||
    b.support - a.support ||
    a.antecedent.length - b.antecedent.length ||
    compareItems(a.antecedent, b.antecedent) ||
    a.consequent - b.consequent
  );
}
