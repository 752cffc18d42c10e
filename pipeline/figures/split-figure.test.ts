import { expect, it } from 'vitest';
import { splitFigure } from './split-figure.js';

const at = (...days: number[]) => days.map((day) => Date.UTC(2015, 4, day, 12));

it('counts events a day of each part and says that the parts follow each other', () => {
  const { data, caption } = splitFigure([
    { part: 'train', times: at(1, 1, 3) },
    { part: 'test', times: at(4) },
  ]);
  expect(data[0]).toMatchObject({ x: ['2015-05-01', '2015-05-03'], y: [2, 1], name: 'train, 3 events (75 %)' });
  expect(caption).toBe(
    'Train has 3 events from 2015-05-01 to 2015-05-03, test has 1 event from 2015-05-04 to 2015-05-04; ' +
      'each part lies wholly after the one before it.',
  );
});

it('says where parts overlap in time', () => {
  const parts = [
    { part: 'train' as const, times: at(1, 5) },
    { part: 'test' as const, times: at(3) },
  ];
  expect(splitFigure(parts).caption).toContain('the parts overlap in time');
});

it('counts events an hour of a log of few days', () => {
  const { data, layout, caption } = splitFigure([
    { part: 'train', times: [Date.UTC(2019, 9, 1, 0, 5), Date.UTC(2019, 9, 1, 0, 59), Date.UTC(2019, 9, 1, 1)] },
    { part: 'test', times: [Date.UTC(2019, 9, 1, 1, 30)] },
  ]);
  expect(data[0]).toMatchObject({ x: ['2019-10-01 00:00', '2019-10-01 01:00'], y: [2, 1] });
  expect(layout.yaxis).toMatchObject({ title: { text: 'events an hour' } });
  expect(caption).toContain('Train has 3 events from 2019-10-01 00:05 to 2019-10-01 01:00, test');
});
