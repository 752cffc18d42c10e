import { afterEach, expect, it, vi } from 'vitest';
import { keepingNotes, lineText, quiet, type Reporter } from './reporter.js';

afterEach(() => void vi.restoreAllMocks());

it('that is quiet says its warnings, and nothing else', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  quiet.say('split', 'kept 3 events');
  quiet.say('als', 'exact search serves', 'note');
  quiet.start('fit', 10, 'rows').finish('a model');
  expect(stderr).not.toHaveBeenCalled();
  quiet.say('ingest', 'no clock', 'warning');
  expect(stderr.mock.calls).toEqual([['ingest: warning: no clock\n']]);
});

it('sets a line’s kind in front, except a result’s', () => {
  expect([lineText('3 events'), lineText('3 events', 'result')]).toEqual(['3 events', '3 events']);
  expect(lineText('no clock', 'note')).toBe('note: no clock');
});

it('that keeps notes says and keeps each once, and passes on the rest', () => {
  const said: unknown[] = [];
  const started: unknown[] = [];
  const start: Reporter['start'] = (...work) => {
    started.push(work);
    return quiet.start(...work);
  };
  const reporter = keepingNotes('train-als', { say: (...line) => said.push(line), start });
  for (const line of ['exact search serves', 'exact search serves', 'recall .98']) reporter.say('hnsw', line, 'note');
  reporter.say('als', 'no pair weighs much', 'warning');
  reporter.say('als', 'done');
  reporter.start('als: factors', 10, 'rows');
  expect(reporter.notes).toEqual(['hnsw: exact search serves', 'hnsw: recall .98', 'als: no pair weighs much']);
  expect(said).toEqual([
    ['train-als', 'hnsw: exact search serves', 'note'],
    ['train-als', 'hnsw: recall .98', 'note'],
    ['train-als', 'als: no pair weighs much', 'warning'],
    ['train-als', 'als: done', 'result'],
  ]);
  expect(started).toEqual([['als: factors', 10, 'rows']]);
});
