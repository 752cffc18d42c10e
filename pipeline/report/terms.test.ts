import { expect, it } from 'vitest';
import { catalogueOf, evaluateModel, funnelTask, futureTask, jointTask, nextTask } from '../../evaluation/index.js';
import { fitPartsOfLines } from '../../testing/fit-parts-of-lines.js';
import type { EventLine } from '../../testing/log-of.js';
import { equalTimesText, metricTexts, segmentationText, splitText } from './terms.js';

const line = (time: number): EventLine => ({ visitor: 1, item: time % 2, session: 0, time, event: 'addtocart' });

it('explains every segmentation of the protocols, each label of a target or a stage by name', () => {
  const { train, held } = fitPartsOfLines([line(0), line(1)], [line(2), line(3)]);
  for (const task of [
    nextTask(train, held),
    futureTask(train, held),
    funnelTask(train, held),
    jointTask(train, held, 1),
  ])
    for (const { name, labels } of task.segmentations) {
      const text = segmentationText(task.protocol, name);
      expect(text).not.toBe('');
      if (name === 'target' || name === 'stage') for (const label of labels) expect(text).toContain(`“${label}”`);
    }
});

it('explains every metric that a leaderboard has, and no other', () => {
  const { train, held } = fitPartsOfLines([line(0), line(1)], [line(2), line(3)]);
  const sessions = fitPartsOfLines(
    [line(0), line(1)],
    [2, 3].map((time) => ({ ...line(time), session: 1 })),
  );
  const options = { ks: [1], seed: 1, resamples: 10 };
  const catalogue = catalogueOf(train, Int32Array.of(7, 8));
  const columns = [funnelTask(train, held), jointTask(sessions.train, sessions.held, 1)].flatMap((task) => {
    const places = task.cluster.length;
    const rankings = { k: 1, items: new Int32Array(places), scores: new Float64Array(places) };
    return evaluateModel(task, rankings, catalogue, options, held).columns;
  });
  const measured = new Set([...columns.map(({ metric }) => metric), 'coverage']);
  expect(Object.keys(metricTexts).sort()).toEqual([...measured].sort());
});

it('says of how many next items the log does not tell the order', () => {
  const at = (time: number): EventLine => ({ visitor: 1, item: time % 2, session: 0, time });
  const counts = (...times: number[]) => {
    const { train, held } = fitPartsOfLines([at(0), at(1)], times.map(at));
    return nextTask(train, held).counts;
  };
  expect(equalTimesText(counts(2, 2, 3))).toMatch(/^1 of 2 next items have the very time of the item before/);
  expect(equalTimesText(counts(2, 3, 4))).toBe('');
});

it('says how much of the log a split holds back', () => {
  expect(splitText({ kind: 'shares', validation: 0.07, test: 0.2 })).toContain(
    'last 20 % of the events are test, the 7 %',
  );
  expect(splitText({ kind: 'sessions-last-days', days: 7 })).toContain('the last 7 days');
});
