import { shown } from '../shown.js';
import type { ChosenColumns } from './choose-columns.js';
import { type ColumnFacts, missingShare, percent } from './column-facts.js';
import { fieldsByName, isStatus } from './field-names.js';
import { suggestMeaning } from './suggest-meaning.js';

/** What all rows are, by the files' names or the columns; undefined where nothing says it. */
export function kindOfAll(
  { order }: ChosenColumns['columns'],
  files: readonly string[],
): { readonly event: 'view' | 'addtocart' | 'transaction'; readonly why: string } | undefined {
  const name = files.join(' ').toLowerCase();
  const untold = 'no column says what happened';
  if (/cart|basket|korb|panier/.test(name))
    return { event: 'addtocart', why: `${untold}: by their name the files hold addtocarts` };
  if (/buy|purchase|order|sale|transaction|kauf|bestell|achat|commande|compra|ventas/.test(name))
    return { event: 'transaction', why: `${untold}: by their name the files hold purchases` };
  if (/view|click|visit|ansicht|klick|vues|visto/.test(name))
    return { event: 'view', why: `${untold}: by their name the files hold views` };
  if (order && missingShare(order) === 0)
    return { event: 'transaction', why: `${untold}: each row has an order in "${order.name}", so all are purchases` };
  return undefined;
}

/** What a column of few values is otherwise. */
const others =
  /country|land|region|city|stadt|lang|locale|currency|w(ä|ae)hrung|device|platform|^os$|browser|channel|kanal|source|medium|campaign|gender|geschlecht|age$|store|filiale|shop|site|domain|payment|zahl|shipping|size|gr(ö|oe)(ß|ss)e|colou?r|farbe|referr?er|segment|version|hash/i;

const flag = /^(0|1|true|false|yes|no|y|n|ja|nein)$/i;
const mostWords = 30;

/** Columns that could say what happened, though nothing in their names or values tells it: few values, each in many rows. */
export function possibleEvents(facts: readonly ColumnFacts[], columns: ChosenColumns['columns']): ColumnFacts[] {
  const taken = Object.values(columns);
  return facts
    .filter((column) => {
      const { name, counts, values, hasFraction, numbers, time } = column;
      const words = [...counts.keys()];
      if (!taken.includes(column) && fieldsByName(name).get('event') === 1) return words.length > 1;
      if (taken.includes(column) || hasFraction || time || missingShare(column) > 0.5) return false;
      if (words.length < 2 || words.length > Math.min(mostWords, values.length / 5)) return false;
      if (fieldsByName(name).size > 0 || others.test(name) || /^[[{]/.test(words[0]!)) return false;
      if (words.some((word) => /^\d+[.,]\d+$/.test(word))) return false; // ratings
      if (words.every((word) => flag.test(word))) return suggestMeaning(name) !== undefined;
      return numbers < 1 || words.length <= 10;
    })
    .sort((a, b) => a.counts.size - b.counts.size);
}

/** The column that says what became of orders, if there is one. */
export const orderStatus = (
  facts: readonly ColumnFacts[],
  columns: ChosenColumns['columns'],
): ColumnFacts | undefined =>
  facts.find(
    (column) =>
      isStatus(column.name) &&
      column.counts.size > 1 &&
      column.counts.size <= mostWords &&
      !Object.values(columns).includes(column),
  );

/** Asks which orders count. */
export const statusQuestion = ({ name, counts }: ColumnFacts): string =>
  `which orders count? "${name}" says what became of them (${[...counts.keys()].slice(0, 5).map(shown).join(' · ')}) and is proposed as "event": "transaction" for a word whose orders count, "ignore" for the others`;

/**
 * Asks about rows of which only some have an order.
 * @param from what a query writes for all rows.
 */
export const orderQuestion = (order: ColumnFacts, from: string): string =>
  `are the rows with an order in "${order.name}" the purchases? It is empty in ${percent(missingShare(order))} of the rows, and no column says what happened. "sql" in the place of "files" can: SELECT *, CASE WHEN "${order.name}" IS NULL THEN 'view' ELSE 'transaction' END AS happened ${from}`;

/** Asks which of some columns says what happened. */
export function eventQuestion(possible: readonly ColumnFacts[], order: ColumnFacts | undefined): string {
  const named = possible.map(({ name, counts }) => {
    const words = [...counts.keys()].slice(0, 5).map(shown);
    return `  "${name}": ${words.join(' · ')}${counts.size > words.length ? ` and ${counts.size - words.length} more` : ''}`;
  });
  const ordered = order ? ` Rows with an order in "${order.name}" are not told from others.` : '';
  return [
    `which column says what happened? ${possible.length === 1 ? 'One' : `One of ${possible.length}`} could, and "${possible[0]!.name}" is proposed as "event". If all rows are views, write "event": "view" beside "columns" instead of it; if these files are no part of the log, delete their entry.${ordered}`,
    ...named,
  ].join('\n');
}
