import { InputError } from '../../../data/index.js';
import type { Table } from '../../base/table.js';

type Shapes = Readonly<Record<string, Pick<Table, 'rows' | 'columns'>>>;

/** @throws InputError when tables differ in name or shape from the network's. */
export function assertSameShapes(given: Shapes, expected: Shapes): void {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(given)])) {
    const [is, should] = [shapeText(given[name]), shapeText(expected[name])];
    if (is !== should) throw new InputError(`the weights "${name}" are ${is}`, {}, should);
  }
}

const shapeText = (table: Shapes[string] | undefined) => (table ? `${table.rows} × ${table.columns}` : 'not there');
