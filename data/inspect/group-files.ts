import picomatch from 'picomatch';

/** A pattern for names of files that differ only in numbers and in the values of partitions; the names where there is none. */
export function patternsFor(names: readonly string[], others: readonly string[]): readonly string[] {
  if (names.length < 3) return names;
  const general = new Set(
    names.map((name) =>
      name
        .replace(/=[^/]*/g, '=*')
        .replace(/\d+/g, '*')
        .replace(/\*(-\*)+/g, '*'),
    ),
  );
  const patterns = general.size < names.length ? [...general] : [`**/*${commonEnding(names)}`];
  return picomatch(patterns)(names[0]!) &&
    !others.some((name) => picomatch.isMatch(name, patterns)) &&
    names.every((name) => picomatch.isMatch(name, patterns))
    ? patterns
    : names;
}

function commonEnding(names: readonly string[]): string {
  const endings = new Set(names.map((name) => name.slice(name.lastIndexOf('.'))));
  return endings.size === 1 ? [...endings][0]! : '';
}
