import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { iso, part, table } from '../../testing/inspected-shop.js';
import { inspectFolder } from './inspect-folder.js';

describe('the doubts name', () => {
  const doubtsOf = async (text: string | Uint8Array, file = 'a.csv') =>
    (await inspectFolder(await folderOf({ [file]: text }))).kinds.flatMap(({ doubts }) => doubts);

  it('times without a zone, and dates that can be read in two ways', async () => {
    const text = table(
      'user,item,date',
      ({ visitor, item, time }) => `${visitor},${item},0${1 + (time % 9)}/0${1 + (item % 9)}/2023`,
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(
      /times in "date" name no zone and are read as UTC[\s\S]*follow [dM]\/[dM]\/yyyy and [dM]\/[dM]\/yyyy/,
    );
  });

  it('columns that could be chosen instead', async () => {
    const text = table('user_id,device_id,product,time', ({ visitor, item, time }) =>
      [visitor, visitor % 7, item, iso(time)].join(),
    );
    expect(await doubtsOf(text)).toContain('visitor could also be "device_id" instead of "user_id"');
  });

  it('ids that no name tells', async () => {
    const text = table('a,b,c', ({ visitor, item, time }) => [visitor, item, iso(time)].join());
    const doubts = await doubtsOf(text);
    expect(doubts.join('\n')).toMatch(/visitor is guessed to be "a": no name says it; it could be the other way round/);
    expect(doubts.join('\n')).toMatch(/item is guessed to be "b"/);
  });

  it('numbers that could be thousands', async () => {
    const text = table('user;item;time;price', ({ visitor, item, time }) =>
      [visitor, item, iso(time), '1,250'].join(';'),
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(/400 numbers such as 1,250 are taken for thousands/);
  });

  it('times of the future, and those that have lost their digits', async () => {
    const of = (time: string) =>
      doubtsOf(table('user,item,time,event', ({ visitor, item, kind }) => [visitor, item, time, kind].join()));
    expect(await of('2999-03-01T10:00:00Z')).toContain(
      '"time" is left out as time: values such as 2999-03-01T10:00:00Z lie in the future',
    );
    expect(await of('1.70928E+12')).toContain(
      '"time" is left out as time: values such as 1.70928E+12 have lost their last digits, as Excel writes long numbers: export the column as text',
    );
  });

  it('order ids that stand on all rows', async () => {
    const text = table('user,item,time,event,order', ({ visitor, item, time, kind }, at) =>
      [visitor, item, iso(time), kind, at].join(),
    );
    expect(await doubtsOf(text)).toContain('"order" is no order: rows that are no purchases have one too');
  });

  it('no order id where all rows are purchases', async () => {
    const text = table('user,item,time,event,order', ({ visitor, item, time }, at) =>
      [visitor, item, iso(time), 'purchase', at].join(),
    );
    expect(await doubtsOf(text)).toEqual(['no word means a view: the log has none']);
  });

  it('no device beside a visitor: it has too few values', async () => {
    const text = table('user,device,item,time,event', ({ visitor, item, time, kind }) =>
      [visitor, ['mobile', 'desktop'][item % 2], item, iso(time), kind].join(),
    );
    expect(await doubtsOf(text)).toEqual([]);
  });

  it('several words for a view, which one look may write', async () => {
    const words = ['view_item', 'page_view', 'view_item', 'purchase'];
    const text = table('user,item,time,event', ({ visitor, item, time }, at) =>
      [visitor, item, iso(time), words[at % 4]].join(),
    );
    expect((await doubtsOf(text)).join()).toMatch(
      /2 words mean a view: view_item \(200 rows\), page_view \(100 rows\)\. If one look/,
    );
  });

  it.each(['guest', 'anonymous', '0', '-1', 'unknown'])('a visitor %s, with the share of the rows', async (nobody) => {
    const text = table('user,item,time,event', ({ visitor, item, time, kind }, at) =>
      [at % 4 ? visitor : nobody, item, iso(time), kind].join(),
    );
    expect((await doubtsOf(text)).join()).toMatch(
      new RegExp(`^"${nobody}" is the "user" of 25 % of the rows \\(100 rows of the sample\\)`),
    );
  });

  it('visitors that are empty in many rows, and that a session could stand for them', async () => {
    const of = (columns: string) =>
      doubtsOf(
        table(`user,${columns},time,event`, ({ visitor, item, time, kind }, at) =>
          [
            at % 4 ? visitor : '',
            ...columns.split(',').map((name) => (name === 'item' ? item : `s${visitor}`)),
            iso(time),
            kind,
          ].join(),
        ),
      );
    expect(await of('session,item')).toEqual([
      '"user" is empty in 25 % of the rows, which cannot be read: without "visitor" among "columns" each "session" is a visitor of its own',
    ]);
    expect(await of('item')).toEqual([
      '"user" is empty in 25 % of the rows, which cannot be read: "sql" can leave these rows out',
    ]);
  });

  it('a second column of events, which is no title by its name', async () => {
    const text = table('user,item,time,event_name,se_action', ({ visitor, item, time, kind }, at) =>
      [visitor, item, iso(time), ['page_view', 'page_ping', 'struct'][at % 3], kind].join(),
    );
    expect(await doubtsOf(text)).toEqual(['event could also be "event_name" instead of "se_action"']);
  });

  it('no visitor 0 with as many rows as others', async () => {
    const text = table('user,item,time,event', ({ visitor, item, time, kind }) =>
      [visitor - 100, item, iso(time), kind].join(),
    );
    expect(await doubtsOf(text)).toEqual([]);
  });

  it.each(['899,00 €', '$12.50', '12.50 USD'])('a column of prices such as %s, which is left out', async (price) => {
    const text = table('user;item;time;event;price', ({ visitor, item, time, kind }) =>
      [visitor, item, iso(time), kind, price].join(';'),
    );
    const [doubt] = await doubtsOf(text);
    expect(doubt).toContain(`"price" is left out as price: values such as ${price} are no plain numbers`);
  });

  it('times of two units in one column', async () => {
    const text = table('user,item,time,event', ({ visitor, item, time, kind }, at) =>
      [visitor, item, at % 4 ? time : time / 1000, kind].join(),
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(
      /no column could be the time\n"time" is left out as time: .*seconds \(25 %, such as \d{10}\) and milliseconds \(75 %, such as \d{13}\)/,
    );
  });

  it('days without a time of day', async () => {
    const text = table('user,item,date,event', ({ visitor, item, time, kind }) =>
      [visitor, item, part(time, 0, 10), kind].join(),
    );
    expect((await doubtsOf(text)).join('\n')).toMatch(/times in "date" are days without a time of day/);
  });
});
