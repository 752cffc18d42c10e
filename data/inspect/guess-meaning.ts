import { type Meaning, meaningOf, usualCode } from '../load/events/event-words.js';

/** What a word for an event is proposed to mean. */
export interface Guess {
  readonly meaning: Meaning;
  /** Whether it is a word that is usual in shops; otherwise a guess by a part of it, or none: then it is to be ignored. */
  readonly by: 'usual' | 'part' | 'nothing';
}

/** Parts of words, in the order in which they decide: `remove_from_cart` is no `cart`. */
const parts: readonly (readonly [Meaning, RegExp])[] = [
  [
    'ignore',
    /search|such|login|logout|signup|register|wish|merk|favo|fav$|^fav|share|like|review|refund|cancel|return|checkout|filter|list|scroll|email|coupon|viewcart|cartview/,
  ],
  ['remove', /remove|delete|entfern|geloescht|gelöscht|retir|supprim|elimin|quitar|rimuov|verwijder|raus/],
  ['addtocart', /cart|basket|bag|korb|panier|carrito|carrello|carrinho|cesta|winkelwagen/],
  [
    'transaction',
    /purchas|transact|order|buy|bought|sale|sold|paid|pay|kauf|bestell|verkauf|achat|achet|command|compra|pedido|acquist|ordin|aankoop|bezahl/,
  ],
  [
    'view',
    /view|click|detail|seen|visit|browse|^pv$|impress|ansicht|gesehen|seh|aufruf|klick|vue|consult|clic|vist|ver$|bekijk|visualiz/,
  ],
];

/** Proposes what a word means. */
export function guessMeaning(word: string): Guess {
  const usual = usualCode(word);
  if (usual !== undefined) return { meaning: meaningOf(usual), by: 'usual' };
  const plain = word.toLowerCase().replace(/[\s_\-.:/]+/g, '');
  const part = parts.find(([, pattern]) => pattern.test(plain));
  return part ? { meaning: part[0], by: 'part' } : { meaning: 'ignore', by: 'nothing' };
}
