import { makeVector, Table } from 'apache-arrow';
import type { History } from '../../base/history.js';

const columns = ['epoch', 'loss', 'learningRate', 'validation', 'seconds', 'rate'] as const satisfies (keyof History)[];

/** A history as an Arrow table, one row an epoch. */
export const historyTable = (history: History): Table =>
  new Table(Object.fromEntries(columns.map((name) => [name, makeVector(history[name])])));

/** Reads a history back from the table that {@link historyTable} made. */
export const historyFromTable = (table: Table): History =>
  Object.fromEntries(columns.map((name) => [name, table.getChild(name)!.toArray().slice()])) as unknown as History;
