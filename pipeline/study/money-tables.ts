import { counted, type EventLog, eventKinds } from '../../data/index.js';
import { quantile } from '../../evaluation/index.js';
import { funnelSteps, knownPrices, revenueByVisitor, type Sales, sales } from '../../features/index.js';
import { decimal, money, percent } from '../figures/numbers.js';

// What a log with prices is worth, as tables and in words. Amounts are in the log's currency, which it does not name.

const orderTexts: Readonly<Record<Sales['ordersBy'], string>> = {
  order: 'by order id',
  session: 'the purchases of one session taken as one order',
  moment: 'the purchases of one visitor at one moment taken as one order',
};

/** The value of each step of the funnel, as a share of the step before; no rows where the log has no prices. */
export function valueRows(log: EventLog) {
  if (!log.price) return [];
  const steps = funnelSteps(log);
  return steps.map(({ kind, events, priced, value }, i) => {
    const before = steps[i - 1]?.value;
    return {
      step: kind,
      events,
      'with a price': priced!,
      value: money(value!),
      'of the step before': before ? percent(value! / before) : '–',
    };
  });
}

/** What the purchases come to, in one row; no row where the price of none is known. */
export function salesRows(log: EventLog) {
  const sold = sales(log);
  if (!sold) return [];
  return [
    {
      revenue: money(sold.revenue),
      'purchases with a price': sold.priced,
      orders: sold.orders,
      'mean order value': money(sold.orderValue),
      'pieces an order': decimal(sold.pieces),
      'items an order': decimal(sold.items),
    },
  ];
}

/** Quantiles of the known prices of each kind of events; no row for a kind of which none is known. */
export function priceRows(log: EventLog) {
  return eventKinds.flatMap((kind, code) => {
    const prices = knownPrices(log, code);
    if (prices.length === 0) return [];
    const at = (p: number) => money(quantile(prices, p));
    return [
      {
        ...{ step: kind, 'with a price': prices.length },
        ...{ '10 %': at(0.1), '25 %': at(0.25), median: at(0.5), '75 %': at(0.75), '90 %': at(0.9) },
      },
    ];
  });
}

/** What the purchases come to, as a clause; undefined where the price of none is known. */
export function salesText(log: EventLog): string | undefined {
  const sold = sales(log);
  if (!sold) return undefined;
  const { revenue, purchases, priced, orders, ordersBy, orderValue, pieces, items } = sold;
  const known = priced < purchases ? `, of which ${counted(priced, 'has a known price', 'have a known price')},` : '';
  return `${money(revenue)} from ${counted(purchases, 'purchase')}${known} in ${counted(orders, 'order')} (${orderTexts[ordersBy]}): on average ${money(orderValue)} an order, ${decimal(pieces)} pieces and ${decimal(items)} different items`;
}

/** What the purchases come to, and how much of it the best buyers bring; undefined where the log has no prices. */
export function moneyFinding(log: EventLog): string | undefined {
  if (!log.price) return undefined;
  const text = salesText(log);
  if (text === undefined) return 'The log has prices, but of no purchase: it has no revenue to tell of.';
  return `The revenue is ${text}.${bestBuyersText(log)}`;
}

/** The share of the revenue that comes from the tenth of the buyers who spend most; empty for fewer than ten buyers. */
function bestBuyersText(log: EventLog): string {
  const spent = revenueByVisitor(log)
    .filter((amount) => amount > 0)
    .sort()
    .reverse();
  const best = Math.floor(spent.length / 10);
  if (best === 0) return '';
  const total = (amounts: Float64Array) => amounts.reduce((sum, amount) => sum + amount, 0);
  const share = percent(total(spent.subarray(0, best)) / total(spent));
  return ` The tenth of the ${counted(spent.length, 'buyer')} who spend most bring ${share} of it.`;
}
