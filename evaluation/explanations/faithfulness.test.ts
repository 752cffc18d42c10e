import { describe, expect, it } from 'vitest';
import { queriesOf } from '../../testing/queries-of.js';
import { summedModel } from '../../testing/summed-model.js';
import { faithfulness } from './faithfulness.js';

/** Context item c gives most to item c + 3, and a little to the other two of items 3 to 5. */
const given = [0, 1, 2].map((c) => [0, 0, 0, 1, 1, 1].map((little, item) => (item === c + 3 ? 9 + c : little)));
/** Visitors who each met items 0 to 2: their lists are 5 and 4. */
const queries = queriesOf(Array.from({ length: 100 }, (_, visitor) => ({ visitor, context: [0, 1, 2] })));
const options = { k: 2, depth: 4, seed: 1 };
const test = (model: ReturnType<typeof summedModel>, more: object = {}) =>
  faithfulness(model, queries, queries.visitor, { ...options, ...more });

describe('faithfulness', () => {
  it('is found where recommendations fall without what is cited for them', async () => {
    const { cited, random, differences, compared, recommendations, coverage } = await test(summedModel(given));
    expect({ compared, recommendations, coverage }).toEqual({ compared: 200, recommendations: 200, coverage: 1 });
    // Without the context item that gives it most, 5 comes last, from rank 1, and so does 4, from rank 2. Without another one 5 stays, and 4 does
    // or rises.
    expect(cited).toEqual({ falls: 1, ranks: 1.5 });
    expect(random.falls).toBe(0);
    expect(differences.ranks.mean).toBeCloseTo(cited.ranks - random.ranks, 12);
    expect(differences.ranks.low).toBeGreaterThan(0);
    expect(differences.falls.p).toBeLessThan(0.05);
  });

  it('is denied to a model that cites what does not matter', async () => {
    const turned = [given[1]!, given[2]!, given[0]!];
    const { differences } = await test(summedModel(given, turned));
    expect(differences.ranks.high).toBeLessThan(0);
  });

  it('compares nothing where a list cites a single item, and covers only what has a reason', async () => {
    const silent = given.map((row) => row.map(() => 0));
    expect(await test(summedModel(given, silent))).toMatchObject({ coverage: 0, compared: 0, recommendations: 200 });
    const alone = queriesOf([{ context: [0] }]);
    const { coverage, compared } = await faithfulness(summedModel(given), alone, alone.visitor, options);
    expect({ coverage, compared }).toEqual({ coverage: 1, compared: 0 });
  });

  it('draws by its seed', async () => {
    const [one, same, other] = [await test(summedModel(given)), await test(summedModel(given)), await test(summedModel(given), { seed: 2 })]; // biome-ignore format: a line
    expect(same).toEqual(one);
    expect(other.random).not.toEqual(one.random);
  });

  it('refuses a model that cannot say why', async () => {
    const { explain: _, ...mute } = summedModel(given);
    await expect(test(mute)).rejects.toThrow('summed cannot say why it recommends an item');
  });
});
