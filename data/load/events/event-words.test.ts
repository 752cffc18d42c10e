import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, TRANSACTION, VIEW } from '../../event-log.js';
import { REMOVE } from '../end-carts.js';
import { codesOf, expectedWords, IGNORED, meaningOf, meanings, usualCode } from './event-words.js';

describe('the words of events', () => {
  it.each([
    [VIEW, ['view', 'View', 'VIEWS', 'page_view', 'Product Viewed', 'click', 'clicks', 'detail-view', 'view_item']],
    [ADD_TO_CART, ['addtocart', 'Add_to_Cart', 'add to cart', 'cart', 'carts', 'ADD-TO-BASKET', 'added.to.cart']],
    [TRANSACTION, ['transaction', 'purchase', 'Purchased', 'buy', 'orders', 'Order Completed', 'order:item', 'sale']],
    [REMOVE, ['remove', 'remove_from_cart', 'Removed From Cart', 'cart-remove']],
    [VIEW, ['Ansicht', 'angesehen', 'vue', 'ver_producto', 'vista', 'visualização', 'wyświetlenie', 'просмотр']],
    [ADD_TO_CART, ['In den Warenkorb', 'ajout au panier', 'añadir al carrito', 'anadir al carrito', 'carrello']],
    [ADD_TO_CART, ['dodanie do koszyka', 'koszyk', 'в корзину', 'Корзина', 'productAddedToCart', 'Product Added']],
    [TRANSACTION, ['Kauf', 'Käufe', 'Bestellung', 'achat', 'compra', 'acquisto', 'zakup', 'покупка', 'ЗАКАЗ']],
    [TRANSACTION, ['checkout_completed', 'place-order', 'orderPlaced', 'ecommerceOrder']],
    [REMOVE, ['Product Removed', 'product_removed_from_cart', 'aus dem Warenkorb entfernt', 'удаление из корзины']],
    [
      IGNORED,
      ['begin_checkout', 'view_cart', 'add_payment_info', 'view_item_list', 'Product List Viewed', 'session_start'],
    ],
    [
      undefined,
      [
        'purchase_failed',
        'Bestellung storniert',
        'cart_abandoned',
        'viéw',
        'click_ad',
        'order_cancelled',
        'refund',
        'add',
      ],
    ],
    [undefined, ['', 'viewer', 'transact', 'wishlist', '1', 'null', 'constructor', 'ignore']],
  ])('that mean %s are known in any case, with blanks and dashes', (code, words) => {
    expect(words.map(usualCode)).toEqual(words.map(() => code));
  });

  it('may be a shop’s own, exactly as written, beside the usual ones', () => {
    const codeOf = codesOf({ gutschein: 'transaction', '1': 'view', click: 'ignore', '': 'view' });
    expect(['gutschein', '1', 'click', '', 'Click', 'Gutschein', 'buy'].map(codeOf)).toEqual([
      ...[TRANSACTION, VIEW, IGNORED, VIEW, VIEW, undefined, TRANSACTION],
    ]);
  });

  it('have codes that stand for their meanings', () => {
    expect([VIEW, ADD_TO_CART, TRANSACTION, REMOVE, IGNORED].map(meaningOf)).toEqual(meanings);
    expect(expectedWords).toBe('view, addtocart, transaction');
  });
});
