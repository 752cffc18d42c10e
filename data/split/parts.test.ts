import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import type { Test, Train, Validation } from './train-validation-test.js';

it('lets nothing but a training part be learnt from: anything else does not compile', () => {
  const learn = (train: Train) => train.time.length;
  const log = logOf([{ visitor: 1, item: 1, time: 0 }]);
  // @ts-expect-error a log that no split has made is no Train
  learn(log);
  // @ts-expect-error the test part is no Train
  learn(log as Test);
  // @ts-expect-error the validation part is no Train
  learn(log as Validation);
  expect(learn(log as Train)).toBe(1);
});
