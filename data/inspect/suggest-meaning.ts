import type { Meaning } from '../load/events/event-words.js';

/** Parts of words, in the order in which they decide: `remove_from_cart` is no `cart`, `purchase_failed` no purchase. */
const parts: readonly (readonly [Meaning, RegExp])[] = [
  [
    'ignore',
    /fail|error|declin|abandon|aband[oó]n|cancel|storn|refund|return|rembours|annul|reject|retur|pending|attempt|started|begin|begonn|step|search|such|login|logout|signup|register|wish|merk|favo|fav$|^fav|share|like|review|checkout|payment|shipping|filter|list|scroll|email|coupon|promo|banner|viewcart|cartview|(^|[^a-z])ads?([^a-z]|$)/,
  ],
  ['remove', /remove|delete|entfern|geloescht|gelöscht|retir|supprim|elimin|quitar|rimuov|verwijder|raus/],
  ['addtocart', /cart|basket|bag|korb|panier|carrito|carrello|carrinho|cesta|winkelwagen|koszyk|корзин/],
  [
    'transaction',
    /purchas|complet|shipped|deliver|fulfil|versand|versend|abgeschlossen|transact|order|buy|bought|sale|sold|paid|pay|kauf|bestell|verkauf|achat|achet|command|compra|pedido|acquist|ordin|aankoop|bezahl|zakup|zamów|покуп|заказ/,
  ],
  [
    'view',
    /view|click|detail|seen|visit|browse|^pv$|impress|ansicht|gesehen|seh|aufruf|klick|vue|consult|clic|vist|ver$|bekijk|visualiz|wyświetl|просмотр/,
  ],
];

/** What a word that is not known may mean, by a part of it: to be asked, never to be taken. */
export function suggestMeaning(word: string): Meaning | undefined {
  const lower = word.toLowerCase();
  const plain = lower.replace(/[\s_\-.:/]+/g, '');
  return parts.find(([, pattern]) => pattern.test(plain) || pattern.test(lower))?.[0];
}
