import { moneyFinding, priceRows, salesRows, valueRows } from '../study/money-tables.js';
import type { PreparedLog } from '../study/prepare-log.js';
import { showTable, showText } from './show.js';

/** Shows what a log is worth: its funnel in money, its sales and its prices. Shows nothing where it has no prices. */
export async function showMoney({ dataset, log }: PreparedLog): Promise<void> {
  const finding = moneyFinding(log);
  if (finding === undefined) return;
  await showText(
    '### What it is worth',
    'Price × quantity, one piece where the quantity is unknown. Amounts are in the currency of the log, which it does not name.',
  );
  await showTable(valueRows(log), {
    caption: `${dataset.name}: value of what is viewed, put into the cart and bought`,
  });
  const sold = salesRows(log);
  if (sold.length > 0) await showTable(sold, { caption: `${dataset.name}: what the purchases come to` });
  await showTable(priceRows(log), { caption: `${dataset.name}: quantiles of the prices, one an event` });
  await showText(`**${finding}**`);
}
