import { describe, expect, it } from 'vitest';
import { type Language, reasonText } from './reason-text.js';
import type { Reason, ReasonKind } from './reasons.js';

const reason = (kind: ReasonKind, items: readonly number[] = [], words: readonly string[] = []): Reason => ({
  ...{ kind, share: 1, events: items, items, words },
});
const text = (of: Reason, language: Language) =>
  reasonText(of, language, { item: (item) => `T${item}`, category: (id) => `cat ${id}` });
const items = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('reasons as sentences', () => {
  it.each<[Reason, en: string, ru: string]>([
    [reason('viewed', [1]), 'Because you viewed “T1”', 'Потому что вы смотрели «T1»'],
    [reason('carted', [1, 2]), 'Goes with your cart: “T1” and “T2”', 'Подходит к вашей корзине: «T1» и «T2»'],
    [reason('bought', [3]), 'Because you bought “T3”', 'Потому что вы купили «T3»'],
    [reason('viewed-before', [3]), 'You viewed it before', 'Вы уже смотрели этот товар'],
    [reason('carted-before', [3]), 'You put it into your cart', 'Вы уже добавляли этот товар в корзину'],
    [reason('bought-before', [3]), 'You bought it before', 'Вы уже покупали этот товар'],
    [
      reason('neighbours', [1]),
      'Chosen by visitors like you, who met “T1” too',
      'Выбирают похожие на вас посетители, которых тоже заинтересовали «T1»',
    ],
    [reason('chosen-together', [1]), 'Often chosen together with “T1”', 'Часто выбирают вместе: «T1»'],
    [reason('bought-together', [1]), 'Bought together with “T1”', 'Покупают вместе: «T1»'],
    [reason('same-category', [1]), 'In the same category as “T1”', 'Из той же категории: «T1»'],
    [
      reason('category', [], ['7']),
      'Matches what you looked at by category: “cat 7”',
      'Подходит по категории: «cat 7»',
    ],
    [reason('words', [], ['red']), 'Matches what you looked at by description: “red”', 'Подходит по описанию: «red»'],
    [reason('popular'), 'Popular with other visitors', 'Популярно у других посетителей'],
  ])('%j', (of, en, ru) => {
    expect(text(of, 'en')).toBe(en);
    expect(text(of, 'ru')).toBe(ru);
  });

  it.each([
    [1, '1 more item', 'ещё 1 товар'],
    [2, '2 more items', 'ещё 2 товара'],
    [5, '5 more items', 'ещё 5 товаров'],
    [11, '11 more items', 'ещё 11 товаров'],
    [21, '21 more items', 'ещё 21 товар'],
    [112, '112 more items', 'ещё 112 товаров'],
  ])('count %i that they do not name', (n, en, ru) => {
    expect(text(reason('viewed', items(2 + n)), 'en')).toBe(`Because you viewed “T1”, “T2” and ${en}`);
    expect(text(reason('viewed', items(2 + n)), 'ru')).toBe(`Потому что вы смотрели «T1», «T2» и ${ru}`);
  });

  it('count categories and words by their own names', () => {
    expect(text(reason('category', [], ['1', '2', '3']), 'ru')).toMatch(/«cat 1», «cat 2» и ещё 1 категория$/);
    expect(text(reason('words', [], ['a', 'b', 'c', 'd']), 'ru')).toMatch(/«a», «b» и ещё 2 слова$/);
    expect(text(reason('words', [], ['a', 'b', 'c', 'd']), 'en')).toMatch(/“a”, “b” and 2 more words$/);
  });

  it('call a category by its id where it has no name', () => {
    expect(reasonText(reason('category', [], ['7']), 'en', { item: String })).toMatch(/“7”$/);
  });
});
