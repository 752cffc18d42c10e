import { expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { type Compared, compareToFirst } from './compare-to-first.js';
import { comparedTable } from './compared-table.js';
import { comparisonSentence } from './comparison-sentence.js';

const visitors = 300;
const cluster = Int32Array.from({ length: visitors }, (_, i) => i);
const named = (name: string, values: Float64Array, metric = 'mrr@10'): Compared => ({
  ...{ name, metric, values },
  figure: { mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: 0, high: 1 },
});
const random = seededRandom(3);
const base = Float64Array.from({ length: visitors }, () => random.float());
const noisy = (shift: number) => base.map((value) => value + shift + 0.2 * random.normal());

it('tells better from worse from not told apart, corrected over all groups', () => {
  const rows = compareToFirst(
    [
      [named('first', base), named('ahead', noisy(0.1)), named('same', noisy(0)), named('behind', noisy(-0.1))],
      [named('first', base, 'novelty@10'), named('far', noisy(9), 'novelty@10')],
    ],
    cluster,
    { seed: 1 },
  );
  expect(rows.map(({ difference }) => difference?.verdict)).toEqual([
    ...[undefined, 'better', 'not told apart', 'worse'],
    ...[undefined, 'better'],
  ]);
  for (const { difference } of rows) {
    if (!difference) continue;
    expect(difference.comparisons).toBe(4);
    expect(difference.corrected).toBeGreaterThanOrEqual(difference.p);
  }
  expect(rows[1]!.difference).toMatchObject({ atFloor: true, corrected: expect.closeTo(4 / 1001, 12) });
  expect(comparedTable(rows.slice(0, 4))[1]).toMatchObject({
    name: 'ahead',
    'p (Holm)': '≤\u00a0.004',
    verdict: 'better',
  });
  expect(comparisonSentence(rows.slice(0, 4)).replaceAll('\u00a0', ' ')).toMatch(
    /^mrr@10 of first is .* Against it \(4 comparisons, Holm-corrected\), ahead is better \(\.\d{4} \[.*\], p ≤ \.004\); same is not told apart; behind is worse \(.*\)\.$/,
  );
});

it('takes no difference for one that the correction takes back', () => {
  // each alone is significant at 5 % now and then: forty models without a difference give one
  const models = Array.from({ length: 40 }, (_, i) => named(`model ${i}`, noisy(0)));
  const rows = compareToFirst([[named('first', base), ...models]], cluster, { seed: 5 });
  const alone = rows.filter(({ difference }) => difference && difference.p <= 0.05);
  expect(alone.length).toBeGreaterThan(0);
  expect(rows.filter(({ difference }) => difference && difference.verdict !== 'not told apart')).toEqual([]);
});

it('leaves room below the level for many comparisons', () => {
  const models = Array.from({ length: 30 }, (_, i) => named(`model ${i}`, noisy(-0.3)));
  const rows = compareToFirst([[named('first', base), ...models]], cluster, { seed: 1, resamples: 100 });
  for (const { difference } of rows.slice(1)) {
    expect(difference).toMatchObject({ verdict: 'worse', atFloor: true });
    expect(difference!.corrected).toBeLessThan(0.0101); // 30 · 2 / 101 were above .5
  }
});

it('tests nothing where a model has the very values of the first, and spares the others that correction', () => {
  const rows = compareToFirst([[named('first', base), named('copy', base), named('ahead', noisy(0.1))]], cluster, {
    seed: 1,
  });
  expect(rows[1]!.difference).toMatchObject({ mean: 0, p: NaN, corrected: NaN, comparisons: 1, verdict: 'same' });
  expect(rows[2]!.difference).toMatchObject({ comparisons: 1, verdict: 'better' });
  expect(rows[2]!.difference!.corrected).toBe(rows[2]!.difference!.p);
  expect(comparisonSentence(rows)).toMatch(
    /\(one comparison\), ahead is better \(.*\); copy has the same value on every query\.$/,
  );
  expect(comparisonSentence(rows.slice(0, 2))).toContain('copy has the same value on every query.');
});

it('cannot tell where one visitor is all there is', () => {
  const one = new Int32Array(visitors);
  const rows = compareToFirst([[named('first', base), named('other', noisy(0.5))]], one, { seed: 1 });
  expect(rows[1]!.difference).toMatchObject({ verdict: 'cannot tell', p: NaN, corrected: NaN });
  expect(comparisonSentence(rows)).toContain('of other nothing can be told (no\u00a0interval: one\u00a0visitor)');
});

it.each([
  ['mrr@10', 1],
  ['novelty@10', 8], // 9 − 1
])('holds every difference that is possible open below six visitors, of %s up to %i', (metric, range) => {
  const of = (name: string, values: number[]) => named(name, Float64Array.from(values), metric);
  const group = [of('first', [1, 2, 3, 4, NaN]), of('other', [1, 9, 2, 7, 5])] as const;
  const [, row] = compareToFirst([group], Int32Array.of(0, 1, 2, 3, 4), { seed: 1 });
  expect(row!.difference).toMatchObject({ low: -range, high: range });
});
