import { ADD_TO_CART, groupBy, listAt, type Test, TRANSACTION, type Validation, VIEW } from '../data/index.js';
import type { Rankings } from '../models/index.js';
import { listLength } from './lists/list-metric.js';
import type { QueryColumn } from './query-column.js';
import type { EvaluationTask } from './task.js';

/**
 * Outcomes of the recommended items, as ratios over all queries:
 * - `viewToCart`: of the items in a query's list that its visitor views after the query's time, the share that are then
 *   added to a cart (at the first such view or later);
 * - `cartToTransaction`: of those added to a cart after the query's time, the share that are then bought.
 *
 * These are proxies: the visitors in the log did not see these lists. Events at the query's own time, above all its target,
 * do not count.
 * @param held the part that the task was made of.
 */
export function funnelProxies(
  task: EvaluationTask,
  rankings: Rankings,
  held: Validation | Test,
  ks: readonly number[],
): QueryColumn[] {
  const { visitor, time } = task.queries;
  const laters = groupBy(held.visitor, held.visitors.size);
  const deepest = Math.min(Math.max(...ks), rankings.k);
  const columns = ks.map((k) => ({ k, ...emptyCounts(visitor.length) }));
  const place = new Int32Array(task.items).fill(-1);
  const path = { view: times(deepest), cart: times(deepest), lastCart: times(deepest), lastBuy: times(deepest) };
  for (let query = 0; query < visitor.length; query++) {
    const list = rankings.items.subarray(query * rankings.k, query * rankings.k + listLength(rankings, query, deepest));
    list.forEach((item, rank) => {
      place[item] = rank;
    });
    path.view.fill(never);
    path.cart.fill(never);
    path.lastCart.fill(-never);
    path.lastBuy.fill(-never);
    for (const event of listAt(laters, visitor[query]!)) {
      const rank = place[held.item[event]!]!;
      const at = held.time[event]!;
      if (rank < 0 || at <= time[query]!) continue;
      const kind = held.event[event]!;
      if (kind === VIEW) path.view[rank] = Math.min(path.view[rank]!, at);
      if (kind === ADD_TO_CART) {
        path.cart[rank] = Math.min(path.cart[rank]!, at);
        path.lastCart[rank] = at;
      }
      if (kind === TRANSACTION) path.lastBuy[rank] = at;
    }
    for (const item of list) place[item] = -1;
    for (const { k, ...counts } of columns) {
      for (let rank = 0; rank < Math.min(k, list.length); rank++) {
        if (path.view[rank]! < never) {
          counts.viewed[query]!++;
          if (path.lastCart[rank]! >= path.view[rank]!) counts.viewedThenCarted[query]!++;
        }
        if (path.cart[rank]! < never) {
          counts.carted[query]!++;
          if (path.lastBuy[rank]! >= path.cart[rank]!) counts.cartedThenBought[query]!++;
        }
      }
    }
  }
  return [
    ...columns.map((c) => ({ metric: 'viewToCart', k: c.k, values: c.viewedThenCarted, denominators: c.viewed })),
    ...columns.map((c) => ({
      metric: 'cartToTransaction',
      k: c.k,
      values: c.cartedThenBought,
      denominators: c.carted,
    })),
  ];
}

const never = Number.POSITIVE_INFINITY;
const times = (items: number) => new Float64Array(items);
const emptyCounts = (queries: number) => ({
  viewed: new Float64Array(queries),
  viewedThenCarted: new Float64Array(queries),
  carted: new Float64Array(queries),
  cartedThenBought: new Float64Array(queries),
});
