import { ADD_TO_CART, dayMs, TRANSACTION, VIEW } from '../../data/index.js';
import type { PairFeature } from './feature.js';
import { windows } from './item-knowledge.js';
import { relations } from './moment.js';

/** Features of a visitor's moment and a candidate. */
export const pairFeatures: readonly PairFeature[] = [
  { name: 'viewed', unit: 'events', of: 'pair', value: (moment, item) => moment.count(VIEW, item) },
  { name: 'carted-before', unit: 'events', of: 'pair', value: (moment, item) => moment.count(ADD_TO_CART, item) },
  { name: 'bought-before', unit: 'events', of: 'pair', value: (moment, item) => moment.count(TRANSACTION, item) },
  { name: 'in-session', unit: 'events', of: 'pair', value: (moment, item) => moment.countInSession(item) },
  { name: 'events-back', unit: 'events', of: 'pair', value: (moment, item) => moment.eventsBack(item) },
  {
    name: 'last-met',
    ...{ unit: 'days', of: 'pair' },
    value: (moment, item) => (moment.knowledge.hasClock ? (moment.time - moment.lastTime(item)) / dayMs : Number.NaN),
  },
  { name: 'category-share', unit: 'share', of: 'pair', value: (moment, item) => moment.categoryShare(item) },
  {
    name: 'category-of-last',
    ...{ unit: 'code', of: 'pair' },
    value: ({ knowledge: { category, root }, lastItem }, item) => {
      if (lastItem < 0 || category[lastItem]! < 0 || category[item]! < 0) return Number.NaN;
      return category[item] === category[lastItem] ? 2 : root[item] === root[lastItem] ? 1 : 0;
    },
  },
  ...windows.map(
    (days): PairFeature => ({
      name: `events-of-${days}-before-last`,
      ...{ unit: 'events', of: 'pair' },
      value: (moment, item) => moment.countBeforeLast(item, days),
    }),
  ),
  {
    name: 'idle-before-last',
    ...{ unit: 'days', of: 'pair' },
    value: (moment, item) => moment.idleBeforeLast(item) / dayMs,
  },
  ...relations.map(
    ({ name }, relation): PairFeature => ({
      name,
      ...{ unit: 'share', of: 'pair' },
      value: (moment, item) => moment.related(relation, item),
    }),
  ),
];
