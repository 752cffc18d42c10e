import { describe, expect, it } from 'vitest';
import { inspectFolder } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { iso, table } from '../../testing/inspected-shop.js';
import { inspectionText, questionsOf } from './inspection-text.js';

const line = (item: number | string, time: number, order = '') =>
  JSON.stringify({ user: 7, item, time: iso(time), ...(order !== '' && { order_id: order }) });

describe('the text of an inspection', () => {
  it('says of how much of the files the log is', async () => {
    const text = table('user,item,time,event', ({ visitor, item, time, kind }) =>
      [visitor, item, iso(time), kind].join(),
    );
    const inspection = await inspectFolder(await folderOf({ 'log.csv': text }));
    expect(inspectionText(inspection)).toContain('The log that comes of it\n  400 events');
    expect(inspectionText({ ...inspection, partBytes: 20e6 })).toContain(
      'The log that comes of it from the first 20 MB of the files\n  400 events',
    );
  });

  it('counts lines that are no JSON among the rows, and reasons that differ in a number once', async () => {
    const text = table('', ({ item, time }, at) => (at % 10 ? line(item, time) : at % 20 ? '{"user"' : line('', time)));
    const inspection = await inspectFolder(await folderOf({ 'clicks.jsonl': text }));
    expect(questionsOf(inspection)).toEqual([
      expect.stringMatching(
        /^40 rows of 400 \(10 %\) would be set aside, more than the 1 % of a file at which a run stops\. .* --max-rejects 0\.11\n {2}20 such as .*: item is empty\n {2}20 such as .*: is no JSON object$/,
      ),
    ]);
    const few = table('user,item,time,order_id', ({ visitor, item, time, kind }, at) =>
      [visitor, item, iso(time), kind === 'transaction' ? at : ''].join(),
    );
    expect(questionsOf(await inspectFolder(await folderOf({ 'clicks.csv': few })))).toEqual([
      expect.stringMatching(/\n {2}20 such as clicks\.csv, line 21: order_id 19 on a view$/),
    ]);
  });
});
