import { ADD_TO_CART, type EventKind, eventKinds, TRANSACTION, VIEW } from '../../event-log.js';
import { REMOVE } from '../end-carts.js';

/** The code of events that are left out. */
export const IGNORED = 255;

/** What an event's word can mean. */
export const meanings = [...eventKinds, 'remove', 'ignore'] as const;
export type Meaning = EventKind | 'remove' | 'ignore';

export const codeOfMeaning: Readonly<Record<Meaning, number>> = {
  view: VIEW,
  addtocart: ADD_TO_CART,
  transaction: TRANSACTION,
  remove: REMOVE,
  ignore: IGNORED,
};

/** Words that shops use, in the spelling of {@link plainWord}. */
const usual: Readonly<Record<Meaning, readonly string[]>> = {
  view: [
    'view',
    'views',
    'viewed',
    'click',
    'clicks',
    'clicked',
    'pageview',
    'pv',
    'productview',
    'viewproduct',
    'viewitem',
    'itemview',
    'detail',
    'detailview',
    'viewcontent',
    'productviewed',
  ],
  addtocart: [
    'addtocart',
    'cart',
    'carts',
    'cartadd',
    'addcart',
    'addedtocart',
    'addtobasket',
    'basket',
    'basketadd',
    'productadded',
  ],
  transaction: [
    'transaction',
    'transactions',
    'purchase',
    'purchases',
    'purchased',
    'buy',
    'buys',
    'bought',
    'order',
    'orders',
    'ordered',
    'sale',
    'orderitem',
    'ordercompleted',
  ],
  remove: [
    'remove',
    'removefromcart',
    'removedfromcart',
    'cartremove',
    'removecart',
    'removefrombasket',
    'productremoved',
  ],
  ignore: [],
};

/** A word without regard to case, blanks and dashes: `Add_to_Cart` is `addtocart`. */
const plainWord = (word: string): string => word.toLowerCase().replace(/[\s_\-.:]+/g, '');

const usualMeaning = new Map(
  meanings.flatMap((meaning) => usual[meaning].map((word) => [word, codeOfMeaning[meaning]] as const)),
);

/** The code that one of the words usual in shops stands for; undefined for another word. */
export const usualCode = (word: string): number | undefined => usualMeaning.get(plainWord(word));

/** The codes of a shop's own words, exactly as written; other words have their usual meaning. */
export function codesOf(events: Readonly<Record<string, Meaning>>): (word: string) => number | undefined {
  const own = new Map(Object.entries(events).map(([word, meaning]) => [word, codeOfMeaning[meaning]]));
  return (word) => own.get(word) ?? usualCode(word);
}

/** The meanings of events, as an error lists them. */
export const expectedWords = eventKinds.join(', ');

/** The meaning that a code stands for. */
export const meaningOf = (code: number): Meaning => meanings.find((meaning) => codeOfMeaning[meaning] === code)!;
