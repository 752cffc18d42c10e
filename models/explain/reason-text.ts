import type { Reason, ReasonKind } from './reasons.js';

/** What a sentence counts where it does not name all. */
type Counted = 'items' | 'categories' | 'words';

/** The forms that a language's plural rules ask for with whole numbers. */
interface PluralForms {
  readonly en: 'one' | 'other';
  readonly ru: 'one' | 'few' | 'many';
}
export type Language = keyof PluralForms;

interface Locale<L extends Language> {
  readonly quotes: readonly [open: string, close: string];
  /** Between the last two of several names; what follows may be a number of more. */
  readonly and: string;
  readonly more: (n: number, counted: string) => string;
  readonly counted: Readonly<Record<Counted, Readonly<Record<PluralForms[L], string>>>>;
  /** Sentences around names in quotes. What may follow the names, e.g. “2 more items”, stands in the nominative or accusative. */
  readonly sentences: Readonly<Record<ReasonKind, (names: string) => string>>;
}

const locales: { readonly [L in Language]: Locale<L> } = {
  en: {
    quotes: ['“', '”'],
    and: ' and ',
    more: (n, counted) => `${n} more ${counted}`,
    counted: {
      items: { one: 'item', other: 'items' },
      categories: { one: 'category', other: 'categories' },
      words: { one: 'word', other: 'words' },
    },
    sentences: {
      viewed: (names) => `Because you viewed ${names}`,
      carted: (names) => `Goes with your cart: ${names}`,
      bought: (names) => `Because you bought ${names}`,
      'viewed-before': () => 'You viewed it before',
      'carted-before': () => 'You put it into your cart',
      'bought-before': () => 'You bought it before',
      neighbours: (names) => `Chosen by visitors like you, who met ${names} too`,
      'chosen-together': (names) => `Often chosen together with ${names}`,
      'bought-together': (names) => `Bought together with ${names}`,
      'same-category': (names) => `In the same category as ${names}`,
      category: (names) => `Matches what you looked at by category: ${names}`,
      words: (names) => `Matches what you looked at by description: ${names}`,
      popular: () => 'Popular with other visitors',
    },
  },
  ru: {
    quotes: ['«', '»'],
    and: ' и ',
    more: (n, counted) => `ещё ${n} ${counted}`,
    counted: {
      items: { one: 'товар', few: 'товара', many: 'товаров' },
      categories: { one: 'категория', few: 'категории', many: 'категорий' },
      words: { one: 'слово', few: 'слова', many: 'слов' },
    },
    sentences: {
      viewed: (names) => `Потому что вы смотрели ${names}`,
      carted: (names) => `Подходит к вашей корзине: ${names}`,
      bought: (names) => `Потому что вы купили ${names}`,
      'viewed-before': () => 'Вы уже смотрели этот товар',
      'carted-before': () => 'Вы уже добавляли этот товар в корзину',
      'bought-before': () => 'Вы уже покупали этот товар',
      neighbours: (names) => `Выбирают похожие на вас посетители, которых тоже заинтересовали ${names}`,
      'chosen-together': (names) => `Часто выбирают вместе: ${names}`,
      'bought-together': (names) => `Покупают вместе: ${names}`,
      'same-category': (names) => `Из той же категории: ${names}`,
      category: (names) => `Подходит по категории: ${names}`,
      words: (names) => `Подходит по описанию: ${names}`,
      popular: () => 'Популярно у других посетителей',
    },
  },
};

const rules = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };

/** So many names a sentence; further ones are counted. */
const mostNamed = 2;

/** How items and categories are called: by their title, or by the shop's id. */
export interface Names {
  readonly item: (item: number) => string;
  /** By the id of the category; the id itself by default. */
  readonly category?: (id: string) => string;
}

/**
 * A reason as a sentence without a full stop.
 *
 * Names stand in quotes, so that no language declines them: “Because you viewed “A”, “B” and 3 more items”.
 */
export function reasonText(reason: Reason, language: Language, names: Names): string {
  const { kind, items, words } = reason;
  const named =
    items.length > 0 ? items.map(names.item) : kind === 'category' ? words.map(names.category ?? String) : words;
  const counted = items.length > 0 ? 'items' : kind === 'category' ? 'categories' : 'words';
  return locales[language].sentences[kind](listed(named, counted, language));
}

/** Names in quotes, those beyond the first few counted. */
function listed(names: readonly string[], counted: Counted, language: Language): string {
  const { quotes, and, more } = locales[language];
  const parts = names.slice(0, mostNamed).map((name) => quotes[0] + name + quotes[1]);
  const rest = names.length - mostNamed;
  if (rest > 0) parts.push(more(rest, countedForm(rest, counted, language)));
  return parts.length < 2 ? parts.join('') : parts.slice(0, -1).join(', ') + and + parts.at(-1);
}

function countedForm<L extends Language>(n: number, counted: Counted, language: L): string {
  const forms: Readonly<Record<PluralForms[L], string>> = locales[language].counted[counted];
  return forms[rules[language].select(n) as PluralForms[L]];
}
