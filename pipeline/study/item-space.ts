import { InputError, mix, type Vocabulary } from '../../data/index.js';
import { contentFor, itemCategories, itemPopularity } from '../../features/index.js';
import type { Recommender } from '../../models/index.js';
import { type ItemMap, mapFigure } from '../figures/map-figure.js';
import { readContent } from '../files/dataset-file.js';
import type { Run } from '../files/run-folder.js';
import { fittedOfRun } from './fitted-of-run.js';
import { itemQuarters } from './item-quarters.js';
import { principalPlane } from './principal-components.js';

/** A fitted model of a run and the items that it knows; the columns have one entry an item. */
export interface ItemSpace {
  readonly model: Recommender;
  readonly items: Vocabulary;
  /** Events in train. */
  readonly events: Int32Array;
  /** The item's top category in the shop's tree as of train's end; without categories, the quarter of train with its median event. */
  readonly group: readonly string[];
}

/**
 * Reads one fitted model of a run from the pipeline's cache; fits it again if it is no longer there.
 * @throws InputError when the run has no such model.
 */
export async function itemSpace(run: Run, name: string): Promise<ItemSpace> {
  const { models, parts, loaded } = await fittedOfRun(run, [name]);
  const model = models[0]!;
  const { items } = parts.train;
  const { root, roots } = itemCategories(items, contentFor(parts.train, await readContent(loaded)));
  const { events } = itemPopularity(parts.train);
  const group =
    roots.size > 0
      ? Array.from(root, (top) => (top < 0 ? 'no category' : `category ${roots.idOf(top)}`))
      : itemQuarters(parts.train);
  return { model, items, events, group };
}

/**
 * The items with the most events on the first two principal components of their vectors, coloured by group.
 * @param items number of items.
 * @throws InputError when the model has no vectors of items.
 */
export function embeddingMap({ model, events, group }: ItemSpace, items = 1000) {
  const vectors = model.itemVectors?.();
  if (!vectors) throw new InputError(`${model.name} has no vectors of items`, {}, 'a model that has, such as item2vec');
  const { values, factors } = vectors;
  const shown = mostEvents(events, items);
  const sample = new Float32Array(shown.length * factors);
  for (const [at, item] of shown.entries())
    sample.set(values.subarray(item * factors, (item + 1) * factors), at * factors);
  const groups = shown.map((item) => group[item]!);
  const map: ItemMap = {
    ...{ model: model.name, group: groups, ...principalPlane(sample, factors) },
    ...{ sameGroup: sameGroupShare(sample, factors, groups), byChance: chanceOf(groups) },
  };
  return mapFigure(map);
}

/**
 * Rows of nearest neighbours, one row for each of `count` well-known items. The items are drawn by seed, so that they do not favour a
 * model. A neighbour is shown with its cosine, and with `✓` if it is of the item's own group.
 * @throws InputError when the model does not provide similar items.
 */
export function neighboursTable(
  { model, items: known, events, group }: ItemSpace,
  seed: number,
  count = 5,
  neighbours = 5,
) {
  if (!model.similarItems)
    throw new InputError(
      `${model.name} does not tell which items are alike`,
      {},
      'a model that does, such as item2vec',
    );
  const drawn = mostEvents(events, wellKnown)
    .sort((a, b) => mix(seed, a) - mix(seed, b) || a - b)
    .slice(0, count);
  return drawn.map((item) => {
    const { items, scores } = model.similarItems!(item, neighbours);
    const nearest = Array.from(items, (other, rank) => [
      `nearest ${rank + 1}`,
      `${known.idOf(other)}${group[other] === group[item] ? ' ✓' : ''} (${scores[rank]!.toFixed(2)})`,
    ]);
    const row = { item: String(known.idOf(item)), group: group[item]!, events: events[item]! };
    return { ...row, ...(Object.fromEntries(nearest) as Record<string, string>) };
  });
}

/** Number of most frequent items to draw from: these a model should know well. */
const wellKnown = 200;

const mostEvents = (events: Int32Array, count: number): number[] =>
  Array.from(events.keys())
    .sort((a, b) => events[b]! - events[a]! || a - b)
    .slice(0, count);

/** Share of rows whose nearest other row by cosine is of the same group. */
function sameGroupShare(values: Float32Array, width: number, groups: readonly string[]): number {
  const length = groups.map((_, row) => Math.hypot(...values.subarray(row * width, (row + 1) * width)));
  let same = 0;
  for (let row = 0; row < groups.length; row++) {
    let [best, nearest] = [Number.NEGATIVE_INFINITY, row];
    for (let other = 0; other < groups.length; other++) {
      if (other === row) continue;
      let product = 0;
      for (let f = 0; f < width; f++) product += values[row * width + f]! * values[other * width + f]!;
      const cosine = product / (length[row]! * length[other]!);
      if (cosine > best) [best, nearest] = [cosine, other];
    }
    if (nearest !== row && groups[nearest] === groups[row]) same++;
  }
  return same / groups.length;
}

/** The expected share if the nearest row were a random other one. */
function chanceOf(groups: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const pairs = [...sizes.values()].reduce((sum, size) => sum + size * (size - 1), 0);
  return pairs / (groups.length * (groups.length - 1));
}
