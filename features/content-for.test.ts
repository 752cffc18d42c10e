import { describe, expect, it } from 'vitest';
import { type Dataset, forFinal, forTuning, loadDataset, splitLog, type Test } from '../data/index.js';
import { folderOf } from '../testing/folder-of.js';
import { trainOf } from '../testing/train-of.js';
import { contentFor, type TrainContent } from './content-for.js';
import { itemCategories } from './item-categories.js';
import type { ItemContent } from './item-content.js';
import { itemTokens } from './item-tokens.js';

const day = (n: number) => 1431226800000 + n * 86_400_000;

/** A log of ten days, a view of each of two items a day, in which the shop's word on item 7 changes on days 3, 6 and 9. */
const load = async () =>
  loadDataset(
    await folderOf({
      'events.csv': [
        'timestamp,visitorid,event,itemid,transactionid',
        ...Array.from({ length: 20 }, (_, i) => `${day(i >> 1) + i},1,view,${7 + (i % 2)},`),
      ].join('\n'),
      'category_tree.csv': 'categoryid,parentid\n1,\n2,\n3,\n4,\n',
      'item_properties_part1.csv': [
        'timestamp,itemid,property,value',
        ...[0, 3, 6, 9].flatMap((n, i) => [
          `${day(n)},7,categoryid,${i + 1}`,
          `${day(n)},7,available,${i % 2}`,
          `${day(n)},7,888,${n}`,
        ]),
      ].join('\n'),
    }),
  );

describe('contentFor', () => {
  it('gives what the shop had said by the last event of what is fitted on', async () => {
    const dataset = await load();
    const split = splitLog(dataset.log, { kind: 'shares', validation: 0.3, test: 0.3 }); // days 0–3, 4–6, 7–9
    const input = ({ train }: Pick<ReturnType<typeof forFinal>, 'train'>) => {
      const content = contentFor(train, dataset);
      const { category, categories } = itemCategories(train.items, content);
      const { names } = itemTokens(train.items, content, { fewestItems: 1, largestShare: 1 });
      return { category: categories.idOf(category[0]!), available: content.properties!.available[0], names };
    };
    expect(input(forTuning(split))).toEqual({ category: 2, available: 1, names: ['category:2', '888:3'] });
    expect(input(forFinal(split))).toEqual({ category: 3, available: 0, names: ['category:3', '888:6'] });
  });

  it('gives the categories and brands that events of REES46 name, those of later events not', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => {
      const shelf = `205301355232677090${i}`;
      return `2019-10-01 12:00:0${i} UTC,view,${i === 9 ? 8 : 7},${shelf},,${i < 5 ? 'aqua' : 'vitek'},1,1,s`;
    });
    const header = 'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session';
    const dataset = await loadDataset(await folderOf({ '2019-Oct.csv': [header, ...rows].join('\n') }));
    const split = splitLog(dataset.log, { kind: 'shares', validation: 0.3, test: 0.3 }); // events 0–3, 4–6, 7–9
    const input = ({ train }: Pick<ReturnType<typeof forFinal>, 'train'>) => {
      const content = contentFor(train, dataset);
      const { category, categories } = itemCategories(train.items, content);
      const { names } = itemTokens(train.items, content, { fewestItems: 1, largestShare: 1 });
      return { category: categories.idOf(category[0]!), names };
    };
    const [third, sixth] = ['2053013552326770903', '2053013552326770906'];
    expect(input(forTuning(split))).toEqual({ category: third, names: [`category:${third}`, 'brand:aqua'] });
    expect(input(forFinal(split))).toEqual({ category: sixth, names: [`category:${sixth}`, 'brand:vitek'] });
  });

  it('gives nothing of items where nothing is said, and the tree as it is', async () => {
    const { log, categories } = await load();
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    expect(contentFor(train, {})).toEqual({});
    expect(contentFor(train, { categories: categories! })).toEqual({ categories });
  });

  it('is the only way to a model: content of any other moment does not compile', () => {
    const told = (_: TrainContent) => true;
    const content: ItemContent = {};
    // @ts-expect-error properties as of a moment that nobody has tied to train
    told(content);
    // @ts-expect-error properties at all times
    told({} as Pick<Dataset, 'properties' | 'categories'>);
    // @ts-expect-error a part that is not train
    void ((test: Test) => contentFor(test, {}));
    expect(told(contentFor(trainOf([{ visitor: 1, item: 1, time: 0 }]), {}))).toBe(true);
  });
});
