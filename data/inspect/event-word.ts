import { counted } from '../count-text.js';
import { type Meaning, meaningOf, usualCode } from '../load/events/event-words.js';
import { shown } from '../shown.js';
import type { ColumnFacts } from './column-facts.js';
import { suggestMeaning } from './suggest-meaning.js';

/** A word in the column of events. */
export interface EventWord {
  readonly word: string;
  /** The rows of the sample that have it. */
  readonly count: number;
  /** Undefined for a word that is not known as a whole: what a part of it says is asked, not taken. */
  readonly meaning: Meaning | undefined;
}

/** The words of a column of events, the most frequent first; then what stands for none, which may have a meaning, too. */
export const wordsOf = ({ counts, gaps }: ColumnFacts): EventWord[] =>
  [...counts, ...gaps].map(([word, count]) => ({ word, count, meaning: knownMeaning(word) }));

function knownMeaning(word: string): Meaning | undefined {
  const code = usualCode(word);
  return code === undefined ? undefined : meaningOf(code);
}

/** Share of a column's values that are words for events, or look like such. */
export function eventShare({ counts, values }: ColumnFacts): number {
  const usual = [...counts].filter(([word]) => knownMeaning(word) ?? suggestMeaning(word));
  return usual.reduce((sum, [, count]) => sum + count, 0) / Math.max(1, values.length);
}

/** The most words that a question lists. */
const mostListed = 40;

/** What must be said of the words before a log can be read. */
export function wordQuestions(words: readonly EventWord[], column: string, isOfOrders: boolean): string[] {
  const open = words.filter(({ meaning }) => meaning === undefined);
  const listed = open.slice(0, mostListed).map(({ word, count }) => {
    const perhaps = suggestMeaning(word);
    return `  ${JSON.stringify(shown(word))} (${counted(count, 'row')})${perhaps ? `, perhaps ${perhaps}` : ''}`;
  });
  const more = open.length > mostListed ? [`  and ${open.length - mostListed} more`] : [];
  const means = (meaning: Meaning) => words.some((word) => word.meaning === meaning);
  return [
    ...(open.length > 0
      ? [
          [
            `${counted(open.length, 'word')} in "${column}" ${open.length === 1 ? 'has' : 'have'} no known meaning${means('view') || isOfOrders ? '' : ', and no other means a view'}: give each under "events" one of view, addtocart, transaction, remove and ignore`,
            ...listed,
            ...more,
          ].join('\n'),
        ]
      : []),
    ...(open.length === 0 && means('ignore') && !means('view')
      ? [`no word in "${column}" means a view, though some are ignored: "events" says which one is a view`]
      : []),
  ];
}

/** What to look at in words that are known. */
export function wordDoubts(words: readonly EventWord[]): string[] {
  const views = words.filter(({ meaning }) => meaning === 'view');
  const isSold =
    words.length > 0 &&
    words.every(({ meaning }) => meaning === 'addtocart' || meaning === 'transaction' || meaning === 'remove');
  return [
    ...(views.length > 1
      ? [
          `${counted(views.length, 'word')} mean a view: ${views.map(({ word, count }) => `${shown(word)} (${counted(count, 'row')})`).join(', ')}. If one look at an item writes several of them, "ignore" all but one`,
        ]
      : []),
    ...(isSold ? ['no word means a view: the log has none'] : []),
  ];
}
