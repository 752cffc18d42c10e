import { dayMs } from '../calendar.js';
import { mix } from '../random.js';
import { openingTime } from './calendar.js';
import type { Catalogue } from './catalogue.js';
import { streamOf } from './draws.js';
import { type TextFile, writeText } from './text-file.js';
import type { ShopTree } from './tree.js';

/** Writes `category_tree.csv`; a root's parent is empty. */
export function writeTree(path: string, tree: ShopTree): void {
  writeText(path, (file) => {
    file.text('categoryid,parentid\n');
    tree.id.forEach((id, category) => {
      const parent = tree.parent[category]!;
      file.text(`${id},${parent < 0 ? '' : tree.id[parent]!}\n`);
    });
  });
}

/**
 * The days of the log at whose beginning the shop's catalogue is recorded: weekly from the eighth (2015-05-10, 03:00
 * UTC) to 2015-09-13, without one week: 18 snapshots, as in the original.
 */
const snapshots = Array.from({ length: 19 }, (_, week) => 7 * (week + 1)).filter((_, week) => week !== 9);

/** Share of items that have no properties at all (the original: 49,815 of its 235,061 items with events). */
const withoutProperties = 0.22;

/**
 * Writes `item_properties_part1.csv`: per snapshot the new and changed properties. `categoryid` and `available` are
 * plain; the rest are hashed as in the original: 790 a price (it depends on the style and may change), 888 words of the
 * product line and the style, 6 a brand that some lines have. An item has no row before its arrival, and `available` 0
 * from its departure on.
 */
export function writeProperties(path: string, seed: number, catalogue: Catalogue, tree: ShopTree): void {
  const random = streamOf(seed, 'properties');
  const items = catalogue.id.length;
  const described = Uint8Array.from({ length: items }, () => (random.float() < withoutProperties ? 0 : 1));
  const price = Float64Array.from(catalogue.style, (style) => Math.round(12 * 2.2 ** (style + random.float() * 1.5)));
  const changesPrice = Int8Array.from(price, () => (random.float() < 0.05 ? random.int(snapshots.length) : -1));
  writeText(path, (file) => {
    file.text('timestamp,itemid,property,value\n');
    snapshots.forEach((day, snapshot) => {
      const before = snapshot === 0 ? Number.NEGATIVE_INFINITY : snapshots[snapshot - 1]!;
      for (let item = 0; item < items; item++) {
        const arrival = catalogue.arrival[item]!;
        if (!described[item] || arrival > day) continue;
        const time = openingTime + day * dayMs;
        const id = catalogue.id[item]!;
        const arrived = arrival > before;
        const gone = catalogue.departure[item]! <= day;
        const left = gone && catalogue.departure[item]! > before;
        if (arrived) {
          const line = catalogue.lineStart[item]!;
          row(file, time, id, 'categoryid', `${tree.id[catalogue.category[item]!]!}`);
          row(file, time, id, '888', `${hashed(line, 1)} ${hashed(line % 97, 2)} ${hashed(catalogue.style[item]!, 3)}`);
          if (line % 4 === 0) row(file, time, id, '6', `${hashed(line % 211, 4)}`);
        }
        if (arrived || left) row(file, time, id, 'available', gone ? '0' : '1');
        if (arrived || changesPrice[item] === snapshot) {
          const factor = changesPrice[item]! >= 0 && changesPrice[item]! <= snapshot ? 0.9 : 1;
          row(file, time, id, '790', `n${(price[item]! * factor).toFixed(3)}`);
        }
      }
    });
  });
}

const row = (file: TextFile, time: number, item: number, property: string, value: string): void => {
  file.number(time).comma().number(item).text(`,${property},${value}\n`);
};

/** A token as in the original: a number without meaning. */
const hashed = (value: number, kind: number): number => mix(kind, value) % 1_297_657;
