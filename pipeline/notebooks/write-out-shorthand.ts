import ts from 'typescript';

/**
 * A cell's code with `{ data }` written out as `{ data: data }`.
 *
 * tslab 1.0.22 keeps the variables of earlier cells as properties of an object and rewrites each use of one except in shorthand
 * properties, which would then be undefined names.
 */
export function writeOutShorthand(code: string): string {
  const names: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest);
  visit(file);
  return names.reduceRight((text, name) => {
    const at = name.getStart(file);
    return `${text.slice(0, at)}${name.text}: ${text.slice(at)}`;
  }, code);
}
