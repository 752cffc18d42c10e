import { usualCode } from '../load/events/event-words.js';
import { isMissing } from '../load/table/missing.js';

/**
 * Whether the first record of a table names its columns: then it holds no number, no time and no word for an event, and nothing
 * twice, and what it says in a column is not said again there.
 */
export function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const names = first.filter((name, i) => name !== '' || i < first.length - 1);
  if (names.some((name) => isMissing(name) || /^[-+]?[\d.,:/ TZ-]+$/.test(name))) return false;
  if (names.some((name) => /\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|\d[/.-]\w{2,3}[/.-]\d{2}/.test(name))) return false;
  const again = first.filter((name, i) => rest.slice(0, 200).some((row) => row[i] === name));
  return (
    new Set(names).size === names.length && !(again.length > 0 && again.some((name) => usualCode(name) !== undefined))
  );
}
