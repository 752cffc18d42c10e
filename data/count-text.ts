/** A count as people read it, in groups of three digits. Ids, line numbers and seeds are names and stay as they are. */
export const countText = (count: number): string => count.toLocaleString('en', { maximumFractionDigits: 0 });
