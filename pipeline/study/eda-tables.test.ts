import { describe, expect, it } from 'vitest';
import { filterEvents } from '../../data/index.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { splitFinding, stepFinding } from './eda-findings.js';
import { edaAnswers, noveltyRow, partRows, transitionRows } from './eda-tables.js';
import type { PreparedLog } from './prepare-log.js';

const day = 24 * 60 * 60 * 1000;

/** A prepared log of a few events, of which the first are train, then one is validation, then come test and overhang. */
function prepared(
  lines: readonly EventLine[],
  [train, validation, test]: readonly [number, number, number],
): PreparedLog {
  const log = logOf(lines);
  const part = (from: number, to: number) => filterEvents(log, (event) => event >= from && event < to);
  const ends = [train, train + validation, train + validation + test] as const;
  return {
    dataset: { name: 'shop', log },
    log,
    cleaning: { counts: [], before: lines.length, after: lines.length },
    seed: 1,
    split: {
      events: lines.length,
      train: part(0, ends[0]),
      validation: part(ends[0], ends[1]),
      test: part(ends[1], ends[2]),
      overhang: part(ends[2], lines.length),
    },
  } as unknown as PreparedLog;
}

describe('the tables of a split', () => {
  const shop = prepared(
    [
      { visitor: 1, item: 10, time: 0, session: 1 },
      { visitor: 1, item: 10, time: 1, session: 1 },
      { visitor: 2, item: 20, time: 2, session: 2 },
      { visitor: 2, item: 30, time: day, session: 3 },
      // Test: two visitors are known, one of them by two events; item 40 is not known, and item 50 by the overhang alone.
      { visitor: 1, item: 30, time: 2 * day, session: 4 },
      { visitor: 2, item: 40, time: 2 * day + 1, session: 5 },
      { visitor: 2, item: 40, time: 2 * day + 2, session: 5 },
      { visitor: 3, item: 50, time: 2 * day + 3, session: 6 },
      { visitor: 9, item: 50, time: 3 * day, session: 7 },
    ],
    [3, 1, 4],
  );

  it('count each part’s events, visitors and items, and say when it begins', () => {
    expect(partRows(shop)).toEqual([
      { part: 'train', events: 3, share: '33.3 %', visitors: 2, items: 2, from: '1970-01-01T00:00' },
      { part: 'validation', events: 1, share: '11.1 %', visitors: 1, items: 1, from: '1970-01-02T00:00' },
      { part: 'test', events: 4, share: '44.4 %', visitors: 3, items: 3, from: '1970-01-03T00:00' },
    ]);
  });

  it('say which share of the test part no model can know', () => {
    expect(noveltyRow(shop)).toEqual({
      'test events': 4,
      'of unknown items': '50.0 %',
      'test visitors': 3,
      'known from before': '66.7 %',
    });
    const said =
      '50.0 % of the test events are of items never seen before, which no model can know, and of its 3 visitors 66.7 % have a history to learn from';
    expect(splitFinding(shop).replaceAll('\u00a0', ' ')).toBe(`${said}: these shares bound what can be found.`);
    expect(edaAnswers(shop).replaceAll('\u00a0', ' ')).toContain(`**How new is the future?** ${said}.`);
  });
});

it('tell what is bought of a log with prices, and nothing of kinds of events that it has not', () => {
  const lines: EventLine[] = [
    { visitor: 1, item: 10, time: 0, session: 1 },
    { visitor: 1, item: 10, time: 1, session: 1, event: 'transaction', price: 9.9 },
  ];
  const answers = edaAnswers(prepared(lines, [2, 0, 0]));
  expect(answers).toContain('**How narrow is the funnel?** 1 view, 1 purchase after cleaning.');
  expect(answers).toContain(
    '**What is it worth?** 9.90 from 1 purchase in 1 order (by order id): on average 9.90 an order',
  );
  const unpriced = lines.map(({ price, ...line }) => line);
  expect(edaAnswers(prepared(unpriced, [2, 0, 0]))).not.toContain('worth');
});

it('say in words that there is nothing to divide by', () => {
  const one = prepared(
    [
      { visitor: 1, item: 10, time: 0, session: 1 },
      { visitor: 2, item: 20, time: 1, session: 2 },
    ],
    [2, 0, 0],
  );
  expect(transitionRows(one.log).map(({ share }) => share)).toEqual(['–', '–', '–']);
  expect(stepFinding([one])).toBe('In shop no session has two events.');
  expect(splitFinding(one)).toBe('The split leaves no test part, so it sets no limits.');
  expect(partRows(one)[2]).toMatchObject({ part: 'test', events: 0, share: '0.0 %', from: null });
  const answers = edaAnswers(one);
  expect(answers).not.toContain('NaN');
  expect(answers).toContain('its median length in events is 1; none has two, so there are no steps from item to item.');
  expect(answers).toContain('the split leaves no test part to tell it by.');
});
