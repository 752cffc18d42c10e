import { expect, it } from 'vitest';
import { fileRefusal, InputError } from '../../data/index.js';
import { Refusal, refusalOf } from './refusal.js';

it('what the data lacks is the model’s refusal; a full disk and a fault are not, or the model would be left out for them', () => {
  expect(refusalOf('als', new InputError('no views', {}, 'a log with views'))).toMatchObject({
    model: 'als',
    reason: 'no views; expected: a log with views',
  });
  const full = fileRefusal(Object.assign(new Error(), { code: 'ENOSPC', path: '/cache/train.checkpoint' }))!;
  const fault = new TypeError('x is undefined');
  for (const error of [full, fault]) {
    expect(refusalOf('als', error)).toBe(error);
    expect(refusalOf('als', error)).not.toBeInstanceOf(Refusal);
  }
});
