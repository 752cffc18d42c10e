import { expect, it } from 'vitest';
import { Notes } from './notes.js';

it('says and keeps a line once, however often a model says it', () => {
  const said: string[] = [];
  const notes = new Notes('als', (about, text) => said.push(`${about} ${text}`));
  for (const line of ['exact search serves', 'exact search serves', 'recall .98']) notes.note(line);
  expect(notes.lines).toEqual(['exact search serves', 'recall .98']);
  expect(said).toEqual(['als note: exact search serves', 'als note: recall .98']);
});
