import { ADD_TO_CART, dayMs, TRANSACTION, VIEW } from '../../data/index.js';
import { popularityOrder } from '../popularity-order.js';
import type { ItemFeature } from './feature.js';
import { type ItemKnowledge, windows } from './item-knowledge.js';

const sum = (values: ArrayLike<number>) =>
  Array.prototype.reduce.call(values, (a, b) => (a as number) + (b as number), 0) as number;
const shares = (count: Int32Array): Float64Array => {
  const total = sum(count);
  return Float64Array.from(count, (one) => one / total);
};

/** A rate over a share of events, drawn towards the shop's own as by 20 events more. */
const smoothed = (hits: Int32Array, of: Int32Array): Float64Array => {
  const usual = sum(hits) / Math.max(1, sum(of));
  return Float64Array.from(hits, (hit, item) => (hit + 20 * usual) / (of[item]! + 20));
};

/** Percentile of each item's popularity: 1 for the most popular one, 0 for the least. */
const percentile = (count: Int32Array): Float64Array => {
  const place = new Float64Array(count.length);
  popularityOrder(count).forEach((item, rank) => {
    place[item] = 1 - rank / count.length;
  });
  return place;
};

const all = ({ count }: ItemKnowledge): Int32Array =>
  count[VIEW]!.map((views, item) => views + count[ADD_TO_CART]![item]! + count[TRANSACTION]![item]!);

/** Days from one of the events of each item to the moment; NaN for an item without events, and without a clock. */
const daysSince = (
  { times, until, hasClock, category }: ItemKnowledge,
  eventOf: (times: ItemKnowledge['times'], item: number) => number | undefined,
): Float64Array =>
  Float64Array.from(category, (_, item) => {
    const hasEvents = times.offsets[item]! < times.offsets[item + 1]!;
    return hasClock && hasEvents ? (until - eventOf(times, item)!) / dayMs : Number.NaN;
  });

/** Features of items. Shares and percentiles, not counts: they stay alike where the log grows. */
export const itemFeatures: readonly ItemFeature[] = [
  { name: 'popularity', unit: 'share', of: 'item', staleAfterDays: 90, values: (known) => shares(all(known)) },
  {
    name: 'popularity-percentile',
    unit: 'share',
    of: 'item',
    staleAfterDays: 90,
    values: (known) => percentile(all(known)),
  },
  {
    name: 'cart-share',
    unit: 'share',
    of: 'item',
    staleAfterDays: 90,
    values: ({ count }) => shares(count[ADD_TO_CART]!),
  },
  {
    name: 'purchase-share',
    unit: 'share',
    of: 'item',
    staleAfterDays: 90,
    values: ({ count }) => shares(count[TRANSACTION]!),
  },
  ...windows.map(
    (window, i): ItemFeature => ({
      name: `popularity-of-${window}`,
      ...{ unit: 'share', of: 'item', staleAfterDays: window },
      values: ({ recent }) => shares(recent[i]!),
    }),
  ),
  {
    name: 'trend',
    ...{ unit: 'ratio', of: 'item', staleAfterDays: 7 },
    // Of the last window's share to that of the one before, each drawn towards each other by five events.
    values: ({ recent: [, week, month] }) => {
      const usual = sum(week!) / Math.max(1, sum(month!));
      return Float64Array.from(week!, (events, item) => (events + 5 * usual) / (month![item]! * usual + 5 * usual));
    },
  },
  {
    name: 'view-to-cart',
    ...{ unit: 'share', of: 'item', staleAfterDays: 90 },
    values: ({ count }) => smoothed(count[ADD_TO_CART]!, count[VIEW]!),
  },
  {
    name: 'cart-to-purchase',
    ...{ unit: 'share', of: 'item', staleAfterDays: 90 },
    values: ({ count }) => smoothed(count[TRANSACTION]!, count[ADD_TO_CART]!),
  },
  {
    name: 'age',
    ...{ unit: 'days', of: 'item', staleAfterDays: 90 },
    values: (known) => daysSince(known, ({ offsets, values }, item) => values[offsets[item]!]),
  },
  {
    name: 'idle',
    ...{ unit: 'days', of: 'item', staleAfterDays: 30 },
    values: (known) => daysSince(known, ({ offsets, values }, item) => values[offsets[item + 1]! - 1]),
  },
  { name: 'price', unit: 'money', of: 'item', staleAfterDays: 90, values: ({ price }) => price },
  {
    name: 'available',
    ...{ unit: 'code', of: 'item', staleAfterDays: 30 },
    values: ({ available }) => Float64Array.from(available, (code) => (code < 0 ? Number.NaN : code)),
  },
  {
    name: 'category-popularity',
    ...{ unit: 'share', of: 'item', staleAfterDays: 90 },
    values: (known) => {
      const { category } = known;
      const share = shares(all(known));
      const total = new Float64Array(1 + category.reduce((most, one) => Math.max(most, one), -1));
      for (let item = 0; item < category.length; item++)
        if (category[item]! >= 0) total[category[item]!]! += share[item]!;
      return Float64Array.from(category, (code) => (code < 0 ? Number.NaN : total[code]!));
    },
  },
];
