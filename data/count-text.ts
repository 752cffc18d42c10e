/** Formats a count for people, in groups of three digits. Ids, line numbers and seeds are names and stay ungrouped. */
export const countText = (count: number): string => count.toLocaleString('en', { maximumFractionDigits: 0 });
