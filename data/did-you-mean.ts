import { distance } from 'fastest-levenshtein';

/** A question that names the candidate closest in spelling, with a trailing space; empty if none is close. */
export function didYouMean(word: string, candidates: readonly string[], quote = '"'): string {
  const best = candidates.toSorted((a, b) => distance(word, a) - distance(word, b))[0];
  if (best === undefined || distance(word, best) > Math.max(2, best.length / 2)) return '';
  return `did you mean ${quote}${best}${quote}? `;
}
