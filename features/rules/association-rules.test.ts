import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLists } from '../../data/index.js';
import { associationRules, type RuleParameters } from './association-rules.js';
import { frequentItemsets } from './frequent-itemsets.js';

const [bread, milk, butter, beer] = [0, 1, 2, 3] as const;
const shopping = [[bread, milk], [bread, butter], [bread, milk, butter], [milk], [beer, bread, milk]];
const rulesOf = (baskets: readonly (readonly number[])[], minSupport: number, parameters?: RuleParameters) =>
  associationRules(frequentItemsets(packLists(baskets), { minSupport }), parameters);

describe('association rules', () => {
  it('have five measures: of five baskets four hold bread, four milk, two butter, three bread and milk, two bread and butter', () => {
    const closeTo = (value: number) => expect.closeTo(value, 15);
    expect(rulesOf(shopping, 0.4)).toEqual([
      // Who buys butter always buys bread: 1 ÷ .8, .4 − .4 · .8.
      {
        ...{ antecedent: [butter], consequent: bread, support: 0.4, confidence: 1 },
        ...{ lift: 1.25, leverage: closeTo(0.08), conviction: Number.POSITIVE_INFINITY },
      },
      // Bread and milk are met together less often than by chance: .75 ÷ .8, .6 − .8 · .8, (1 − .8) ÷ (1 − .75).
      {
        ...{ antecedent: [bread], consequent: milk, support: 0.6, confidence: 0.75 },
        ...{ lift: 0.9375, leverage: closeTo(-0.04), conviction: closeTo(0.8) },
      },
      {
        ...{ antecedent: [milk], consequent: bread, support: 0.6, confidence: 0.75 },
        ...{ lift: 0.9375, leverage: closeTo(-0.04), conviction: closeTo(0.8) },
      },
      // Lift and leverage are the same in both directions, confidence and conviction are not: (1 − .4) ÷ (1 − .5).
      {
        ...{ antecedent: [bread], consequent: butter, support: 0.4, confidence: 0.5 },
        ...{ lift: 1.25, leverage: closeTo(0.08), conviction: 1.2 },
      },
    ]);
  });

  it('have one item as consequent, and any number as antecedent', () => {
    const longest = rulesOf(shopping, 0.2).filter(({ antecedent }) => antecedent.length === 2);
    expect(longest.map(({ antecedent, consequent }) => `${antecedent} → ${consequent}`)).toEqual([
      '0,3 → 1',
      '1,2 → 0',
      '1,3 → 0',
      '0,2 → 1',
      '0,1 → 3',
      '0,1 → 2',
    ]);
  });

  it('are left out below the least confidence or lift', () => {
    expect(rulesOf(shopping, 0.4, { minConfidence: 0.75 })).toHaveLength(3);
    expect(rulesOf(shopping, 0.4, { minConfidence: 0.76 })).toHaveLength(1);
    expect(rulesOf(shopping, 0.4, { minLift: 1.25 })).toHaveLength(2);
    expect(rulesOf(shopping, 0.4, { minConfidence: 1, minLift: 1.26 })).toEqual([]);
  });

  it('of independent items have lift 1, leverage 0 and conviction 1, exactly', () => {
    // A third holds a, a third b, a ninth both: none of them a number that binary fractions can hold.
    const baskets = [[0, 1], [0], [0], [1], [1], [], [], [], []];
    for (const { lift, leverage, conviction } of rulesOf(baskets, 0.1))
      expect([lift, leverage, conviction]).toEqual([1, 0, 1]);
  });

  it('that no basket breaks have conviction ∞, also where all baskets hold the consequent', () => {
    const [rule] = rulesOf([[0, 1], [1]], 0.5);
    expect(rule).toMatchObject({
      antecedent: [0],
      consequent: 1,
      lift: 1,
      leverage: 0,
      conviction: Number.POSITIVE_INFINITY,
    });
  });

  it('are complete where the itemsets were cut, since subsets of what is kept are kept', () => {
    const baskets = fc.array(fc.array(fc.nat(9), { maxLength: 8 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 60 }), (lists, most) => {
        const itemsets = frequentItemsets(packLists(lists), { minSupport: 0.01, most });
        for (const rule of associationRules(itemsets)) expect(rule).toEqual({ ...rule, ...byDefinition(lists, rule) });
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('are none of itemsets of one item', () => {
    expect(rulesOf([[1], [2]], 0.1)).toEqual([]);
  });

  it('need settings in their range', () => {
    expect(() => rulesOf(shopping, 0.4, { minConfidence: 70 })).toThrow(
      'minConfidence is 70\n  expected: a share from 0 to 1',
    );
    expect(() => rulesOf(shopping, 0.4, { minLift: -1 })).toThrow('minLift is -1\n  expected: a number from 0');
  });
});

/** The measures as the literature writes them, from the baskets themselves. */
function byDefinition(
  baskets: readonly (readonly number[])[],
  { antecedent, consequent }: { readonly antecedent: readonly number[]; readonly consequent: number },
) {
  const supportOf = (items: readonly number[]) =>
    baskets.filter((basket) => items.every((item) => basket.includes(item))).length / baskets.length;
  const support = supportOf([...antecedent, consequent]);
  const [ofAntecedent, ofConsequent] = [supportOf(antecedent), supportOf([consequent])];
  const confidence = support / ofAntecedent;
  const close = (value: number) => expect.closeTo(value, 12);
  return {
    support,
    confidence: close(confidence),
    lift: close(confidence / ofConsequent),
    leverage: close(support - ofAntecedent * ofConsequent),
    conviction: confidence === 1 ? Number.POSITIVE_INFINITY : close((1 - ofConsequent) / (1 - confidence)),
  };
}
