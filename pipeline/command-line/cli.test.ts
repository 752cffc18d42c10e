import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../data/index.js';
import { helpText, parseFlags } from './cli.js';

const flags = {
  data: { value: 'DIR', help: 'where the log lies' },
  seed: { value: 'N', help: 'of every draw' },
  force: { help: 'again' },
};
const parse = (...args: string[]) => parseFlags(args, flags);

describe('flags', () => {
  it('are read with a space, with an equals sign, and as switches; what npm puts before them is skipped', () => {
    expect(parse('--', '--data', 'some/folder', '--seed=7', '--force')).toEqual({
      data: 'some/folder',
      seed: '7',
      force: true,
    });
    expect(parse()).toEqual({});
  });

  it('may be given negative and odd values: what they mean is not decided here', () => {
    expect(parse('--seed', '-1', '--data=a=b')).toEqual({ seed: '-1', data: 'a=b' });
  });

  it.each([
    [['--dat', 'x'], 'there is no flag --dat\n  expected: did you mean --data? Flags: --data --seed --force'],
    [['--no-force'], 'there is no flag --no-force\n  expected: did you mean --force?'],
    [['-f'], 'there is no flag -f'],
    [['--data'], '--data needs one value\n  expected: --data DIR'],
    [['--data', '--force'], '--data needs one value'],
    [['--data='], '--data needs one value'],
    [['--seed', '1', '--seed', '2'], '--seed needs one value'],
    [['--force=yes'], '--force takes no value'],
    [['folder'], '"folder" stands without a flag'],
  ])('%j are refused', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });
});

it('suggests the word with the fewest letters to change, and none that is far', () => {
  expect(didYouMean('itemknn', ['random', 'popular', 'item-knn'])).toBe('did you mean "item-knn"? ');
  expect(didYouMean('format', ['data', 'events', 'out'])).toBe('');
});

it('the help names each flag with its value and what it does', () => {
  expect(helpText('cmd [flags]', 'Does it.', flags)).toBe(
    'Does it.\n\nUsage: cmd [flags]\n\n  --data DIR  where the log lies\n  --seed N    of every draw\n  --force     again\n',
  );
});

it('the help parts long explanations at spaces and commas, and keeps them in their column', () => {
  const names = Array.from({ length: 30 }, (_, i) => `model-${i}`).join(',');
  const lines = helpText('cmd', 'Does it.', { models: { value: 'A,B', help: `some of ${names}` } })
    .split('\n')
    .slice(4, -1);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {16}model-/);
  expect(lines.every((line) => line.length <= 104)).toBe(true);
  expect(lines.map((line) => line.slice(16)).join('')).toContain(names);
});
