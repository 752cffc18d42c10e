import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { steadySeconds } from './steady-seconds.js';

it('does what is short twice more and gives the median', async () => {
  let done = 0;
  const again = async () => {
    done++;
    await pause(20 * done);
  };
  expect(await steadySeconds(0.9, again)).toBeGreaterThan(0.035); // .9 and about .02 and .04
  expect(await steadySeconds(0.9, async () => void done++)).toBeLessThan(0.1);
  expect(done).toBe(4);
});

it('leaves what takes a second at one time', async () => {
  expect(await steadySeconds(1.5, () => expect.unreachable('once is enough'))).toBe(1.5);
});
