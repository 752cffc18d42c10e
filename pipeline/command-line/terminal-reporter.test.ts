import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { duration } from '../engine/duration.js';
import { terminalReporter } from './terminal-reporter.js';

/** A stream that keeps what is written. */
function keepingStream(isTTY: boolean) {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  // Colours are the terminal's affair.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
  return { out, text: () => written.join('').replaceAll(/\x1b\[\d+m/g, '') };
}

it('says who speaks, and what kind of line it is, over a bar that it clears', () => {
  const { out, text } = keepingStream(true);
  const reporter = terminalReporter(out);
  reporter.say('split', 'kept 3 events');
  reporter.say('als', 'exact search serves', 'note');
  reporter.say('ingest', 'no clock', 'warning');
  const about = (name: string) => `\r\x1b[2K${name.padEnd(24)}`;
  expect(text()).toBe(
    `${about('split')} kept 3 events\n${about('als')} note: exact search serves\n${about('ingest')} warning: no clock\n`,
  );
});

describe('progress', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('without a terminal is a line every five seconds with share, rate and time left', () => {
    const { out, text } = keepingStream(false);
    const bar = terminalReporter(out).start('fit', 10_000, 'rows');
    for (let second = 1; second <= 12; second++) {
      vi.advanceTimersByTime(1000);
      bar.update(second * 500);
    }
    expect(text()).toBe(
      '  fit: 25 %  2,500/10,000 rows  500/s  15 s left\n  fit: 50 %  5,000/10,000 rows  500/s  10 s left\n',
    );
    vi.advanceTimersByTime(8000);
    bar.finish('a model');
    expect(text().split('\n').at(-2)).toBe('  fit: a model, 20 s, 500 rows/s');
  });

  it('on a terminal is one bar that redraws itself and is gone at the end', () => {
    const { out, text } = keepingStream(true);
    const bar = terminalReporter(out).start('fit', 8, 'rows');
    vi.advanceTimersByTime(1000);
    bar.update(2);
    bar.update(3); // at the same moment: not drawn again
    vi.advanceTimersByTime(1000);
    bar.update(4);
    const [before, ...bars] = text().split('\r\x1b[2K');
    expect(before).toBe('');
    expect(bars).toEqual([
      `  fit ${'━'.repeat(6)}${'─'.repeat(18)} 2/8 rows  2/s  3.0 s left`,
      `  fit ${'━'.repeat(12)}${'─'.repeat(12)} 4/8 rows  2/s  2.0 s left`,
    ]);
    bar.finish();
    expect(text().endsWith('\r\x1b[2K  fit: 2.0 s\n')).toBe(true);
  });

  it('says how it goes, the loss of a model in training for one, and keeps what came of it', () => {
    const { out, text } = keepingStream(false);
    const bar = terminalReporter(out).start('line: epochs', 40, 'points');
    vi.advanceTimersByTime(5000);
    bar.update(10, 'epoch 1, loss 2.5');
    bar.finish('loss 0.25');
    expect(text()).toBe(
      '  line: epochs: 25 %  10/40 points  2/s  15 s left  epoch 1, loss 2.5\n  line: epochs: loss 0.25, 5.0 s\n',
    );
  });

  it('says nothing of work that is over at once without a result', () => {
    const { out, text } = keepingStream(false);
    terminalReporter(out).start('fit', 8).finish();
    expect(text()).toBe('');
    terminalReporter(out).start('fit', 8).finish('3 rows');
    expect(text()).toBe('  fit: 3 rows, 0.0 s\n');
  });

  it('knows no time left before anything is done, nor more than all', () => {
    const { out, text } = keepingStream(false);
    const bar = terminalReporter(out).start('fit', 10);
    vi.advanceTimersByTime(6000);
    bar.update(0);
    vi.advanceTimersByTime(6000);
    bar.update(12);
    expect(text()).toBe('  fit: 0 %  0/10   0/s  ? left\n  fit: 100 %  12/10   1/s  0.0 s left\n');
  });
});

it.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [89, '89 s'],
  [119.7, '2 min 0 s'],
  [3600, '60 min 0 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
