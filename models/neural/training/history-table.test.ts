import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { expect, it } from 'vitest';
import { historyOf } from '../../base/history.js';
import { historyFromTable, historyTable } from './history-table.js';

it('is a row an epoch, in columns of numbers, and comes back as it was', () => {
  const epoch = (epoch: number, validation: number) => ({
    ...{ epoch, validation, loss: 7 - epoch, learningRate: 0.1, seconds: 2, rate: 10 },
  });
  const history = historyOf([epoch(1, 0.25), epoch(2, Number.NaN)]);
  const table = tableFromIPC(tableToIPC(historyTable(history), 'file'));
  expect(table.schema.fields.map(({ name }) => name)).toEqual(Object.keys(history));
  expect(table.get(0)!.toJSON()).toEqual({ ...epoch(1, 0.25) });
  expect(historyFromTable(table)).toEqual(history);
});
