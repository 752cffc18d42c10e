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

/**
 * Words that shops use, separated by commas. They are taken without asking, so a word that means one thing in one shop and another in the
 * next is not among them: `add`, `refund`, `order_cancelled`.
 */
const usual: Readonly<Record<Meaning, string>> = {
  view: `
    view, views, viewed, click, clicks, clicked, page view, pv, product view, view product, view item, item view, detail, detail view,
    view content, product viewed, product detail, product detail view, product page view, view product detail, catalog product view,
    Ansicht, angesehen, Aufruf, Klick, Klicks, Produktansicht, Artikelansicht, Detailansicht, Produktaufruf, Artikelaufruf,
    vue, vue produit, consultation, vista, visto, vista de producto, ver producto, visualización, visualizzazione,
    visualizzazione prodotto, visualização, visualização de produto, ver produto, productweergave, wyświetlenie, wyświetlenie produktu,
    odsłona, просмотр, просмотр товара, клик`,
  addtocart: `
    addtocart, cart, carts, cart add, add cart, added to cart, add to basket, basket, basket add, added to basket, product added,
    product added to cart, wishlist product added to cart, checkout cart add, add to bag, Warenkorb, in den Warenkorb,
    in den Warenkorb gelegt, zum Warenkorb hinzugefügt, in Warenkorb gelegt, panier, ajout au panier, ajout panier, ajouter au panier,
    ajouté au panier, carrito, añadir al carrito, añadido al carrito, agregar al carrito, agregado al carrito, carrello,
    aggiunta al carrello, aggiungi al carrello, aggiunto al carrello, carrinho, adicionar ao carrinho, adicionado ao carrinho,
    winkelwagen, in winkelwagen, koszyk, do koszyka, dodanie do koszyka, dodano do koszyka, корзина, в корзину, добавление в корзину,
    добавить в корзину, добавлено в корзину`,
  transaction: `
    transaction, transactions, purchase, purchases, purchased, buy, buys, bought, order, orders, ordered, sale, order item,
    order completed, checkout completed, place order, order placed, ecommerce purchase, ecommerce order, Kauf, Käufe, gekauft, Bestellung,
    Bestellungen, bestellt, achat, achats, commande, compra, compras, comprado, pedido, acquisto, acquisti, ordine, aankoop, bestelling,
    zakup, zakupy, zamówienie, покупка, заказ`,
  remove: `
    remove, remove from cart, removed from cart, cart remove, remove cart, remove from basket, product removed,
    product removed from cart, remove from bag, aus dem Warenkorb, aus dem Warenkorb entfernt, retrait du panier, suppression du panier,
    retirer du panier, eliminar del carrito, eliminado del carrito, quitar del carrito, rimosso dal carrello, rimuovi dal carrello,
    rimozione dal carrello, remover do carrinho, removido do carrinho, usunięcie z koszyka, usunięto z koszyka, удаление из корзины,
    из корзины`,
  // Of GA4, Segment, Shopify and Meta: what says nothing of one item, or of one that is seen or bought anyway.
  ignore: `
    session start, first visit, first open, user engagement, scroll, search, view search results, view item list, select item, view cart,
    begin checkout, add shipping info, add payment info, add to wishlist, view promotion, select promotion, select content, login, logout,
    sign up, file download, video start, video progress, video complete, form start, form submit, generate lead,
    products searched, product list viewed, product list filtered, promotion viewed, promotion clicked, cart viewed, checkout started,
    checkout step viewed, checkout step completed, payment info entered, coupon entered, coupon applied, coupon denied, coupon removed,
    product added to wishlist, product removed from wishlist, product shared, cart shared, product reviewed, collection viewed,
    search submitted, payment info submitted, checkout contact info submitted, checkout address info submitted,
    checkout shipping info submitted, initiate checkout, shopping cart view, fav`,
};

/** A word without regard to case, blanks and dashes: `Add_to_Cart` is `addtocart`. */
const plainWord = (word: string): string =>
  word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_\-.:/]+/g, '');

/** A word as systems write it that have no accents: é is e. */
const withoutAccents = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');

const usualMeaning = new Map(
  meanings.flatMap((meaning) =>
    usual[meaning]
      .split(',')
      .flatMap((word) => [word, withoutAccents(word)])
      .map((word) => [plainWord(word), codeOfMeaning[meaning]] as const),
  ),
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
