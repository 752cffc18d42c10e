/** Formats a count for people, in groups of three digits. Ids, line numbers and seeds are names and stay ungrouped. */
export const countText = (count: number): string => count.toLocaleString('en', { maximumFractionDigits: 0 });

/** `1 event`, `2,000 events`, `3 queries`. */
export const counted = (n: number, noun: string, plural = `${noun}s`): string =>
  `${countText(n)} ${n === 1 ? noun : plural}`;
