import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { notebookReporter } from './notebook-reporter.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('shows the task under way with its loss, then what came of it, and warnings, in one display', () => {
  let shown = '';
  let times = 0;
  const reporter = notebookReporter({
    text: (text) => {
      shown = text;
      times++;
    },
  });
  reporter.start('load', 100).finish(); // over at once: nobody wondered
  expect(times).toBe(0);
  const bar = reporter.start('gru4rec: epochs', 400, 'clicks');
  vi.advanceTimersByTime(1000);
  bar.update(100, 'epoch 1, loss 2.5');
  bar.update(101, 'epoch 1, loss 2.4'); // at the same moment: not drawn again
  expect([shown, times]).toEqual(['gru4rec: epochs: 100/400 clicks  100/s  3.0 s left  epoch 1, loss 2.5', 1]);
  vi.advanceTimersByTime(3000);
  bar.finish('loss 0.25');
  expect(shown).toBe('gru4rec: epochs: loss 0.25, 4.0 s, 100 clicks/s');
  const next = reporter.start('lists', 10);
  vi.advanceTimersByTime(1000);
  next.update(5);
  expect(shown).toBe('gru4rec: epochs: loss 0.25, 4.0 s, 100 clicks/s\nlists: 5/10   5/s  1.0 s left');
  reporter.say('split', 'kept 3 events');
  reporter.say('als', 'exact search serves', 'note');
  reporter.say('ingest', 'no clock', 'warning');
  expect(shown).toBe('gru4rec: epochs: loss 0.25, 4.0 s, 100 clicks/s\ningest: warning: no clock');
  next.finish();
  expect(shown).toBe('gru4rec: epochs: loss 0.25, 4.0 s, 100 clicks/s\ningest: warning: no clock');
});
