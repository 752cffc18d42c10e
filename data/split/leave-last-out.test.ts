import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { partOfEachEvent } from '../../testing/part-of-each-event.js';
import { splitLeaveLastOut } from './leave-last-out.js';

it('holds out each visitor’s last two events, as far as there are that many, and warns', () => {
  const log = logOf([1, 1, 2, 3, 1, 2, 1].map((visitor, time) => ({ visitor, item: 1, time })));
  const split = splitLeaveLastOut(log);
  expect(partOfEachEvent(split)).toEqual(['train', 'train', 'train', 'train', 'validation', 'test', 'test']);
  expect(split.warnings).toEqual([expect.stringContaining('leaks')]);
});
