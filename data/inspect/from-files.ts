/**
 * What a query writes for all rows of files.
 * @param files their names, or patterns for these.
 */
export function fromFiles(files: readonly string[]): string {
  const quoted = files.map((file) => `'${file.replaceAll("'", "''")}'`);
  const [one] = quoted;
  return quoted.length === 1 ? `FROM ${one}` : `FROM (FROM ${quoted.join(' UNION ALL BY NAME FROM ')})`;
}
