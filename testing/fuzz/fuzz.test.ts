import { expect, it } from 'vitest';
import { fuzz, kinds } from './fuzz.js';

/** A slice of what `npm run test:fuzz` tries. */
const inputs = 25;

it.each(kinds.map((kind) => [kind.name, kind] as const))(
  `${inputs} mutated inputs (%s) are read as they are written, or refused with one error`,
  async (_, kind) => {
    const outcomes = [];
    for (let seed = 1; seed <= inputs; seed++) outcomes.push(await fuzz(kind, seed));
    expect(outcomes.filter(({ result }) => result === 'failed')).toEqual([]);
    expect(outcomes.filter(({ result }) => result === 'refused').length).toBeGreaterThan(0);
  },
);
