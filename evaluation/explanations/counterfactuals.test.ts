import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queriesOf } from '../../testing/queries-of.js';
import { summedModel } from '../../testing/summed-model.js';
import { counterfactuals } from './counterfactuals.js';

describe('counterfactuals', () => {
  it('are the fewest cited items without which an item leaves the list', async () => {
    // Items 3 and 4: 3 has 5 + 4 + 1 = 10 of the context 0 1 2, 4 has 0 + 0 + 3.
    const model = summedModel([[0, 0, 0, 5, 0], [0, 0, 0, 4, 0], [0, 0, 0, 1, 3]]); // biome-ignore format: a row an item
    const queries = queriesOf([{ context: [0, 1, 2, 0] }]);
    const { found, validity, size } = await counterfactuals(model, queries, 1);
    expect(found).toEqual([{ query: 0, item: 3, without: [0, 1] }]);
    expect({ validity, size }).toEqual({ validity: 1, size: 2 });
    // In a list of two it stays unless nobody speaks for it.
    expect((await counterfactuals(model, queries, 2)).found).toEqual([
      { query: 0, item: 3, without: [0, 1, 2] },
      { query: 0, item: 4, without: [2] },
    ]);
  });

  it('are not found where the model cites what does not matter', async () => {
    const queries = queriesOf([{ context: [0, 1] }]);
    const told = [[0, 0, 0], [0, 0, 7]]; // biome-ignore format: a row an item
    const { found, validity, size } = await counterfactuals(summedModel([[0, 0, 7], [0, 0, 0]], told), queries, 1); // biome-ignore format: a row an item
    expect(found).toEqual([{ query: 0, item: 2, without: undefined }]);
    expect({ validity, size }).toEqual({ validity: 0, size: Number.NaN });
  });

  it('are sought among the heaviest where more than ten items are cited', async () => {
    // Twelve items give 1, 2, … 12 to item 12, and 5 each to item 13: without the heaviest three both have 45, and the first is listed.
    const given = Array.from({ length: 12 }, (_, c) => [...new Array(12).fill(0), c + 1, 5]);
    const { found } = await counterfactuals(summedModel(given), queriesOf([{ context: [...given.keys()] }]), 1);
    expect(found[0]).toMatchObject({ item: 12 });
    expect(found[0]!.without).toEqual([11, 10, 9, 8]);
  });

  it('are as small as an exhaustive search over all sets finds them', async () => {
    const context = [0, 1, 2, 3];
    const row = fc.array(fc.nat(6), { minLength: 7, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (given, k) => {
          const model = summedModel(given);
          const list = async (kept: readonly number[]) => [
            ...(await model.recommend(queriesOf([{ context: kept }]), k)).items,
          ];
          const { found } = await counterfactuals(model, queriesOf([{ context }]), k);
          for (const { item, without } of found) {
            let smallest = Number.POSITIVE_INFINITY;
            for (let set = 1; set < 16; set++) {
              const gone = context.filter((c) => set & (1 << c));
              if (gone.some((c) => given[c]![item] === 0)) continue; // not cited
              if (!(await list(context.filter((c) => !gone.includes(c)))).includes(item))
                smallest = Math.min(smallest, gone.length);
            }
            expect(without?.length ?? Number.POSITIVE_INFINITY).toBe(smallest);
            expect(await list(context.filter((c) => !without?.includes(c)))).not.toContain(item);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
