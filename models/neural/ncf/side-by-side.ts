import type { Weights } from '../training/network.js';

/** The embeddings of GMF and of MLP side by side, where the model has them: rows × width. */
export function sideBySide(weights: Weights, side: 'visitors' | 'items'): { values: Float32Array; width: number } {
  const tables = [weights[`gmf.${side}`], weights[`mlp.${side}`]].filter((table) => table !== undefined);
  const width = tables.reduce((sum, { columns }) => sum + columns, 0);
  const values = new Float32Array(tables[0]!.rows * width);
  let before = 0;
  for (const table of tables) {
    for (let row = 0; row < table.rows; row++)
      values.set(table.values.subarray(row * table.columns, (row + 1) * table.columns), row * width + before);
    before += table.columns;
  }
  return { values, width };
}
