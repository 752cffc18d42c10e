import { expect, it } from 'vitest';
import { parseConfig } from '../config/parse-config.js';
import { runName } from './run-name.js';

it.each([
  [{}, 'shop-next-usual-01234567'],
  [{ models: ['all'], protocol: 'funnel' }, 'shop-funnel-all-01234567'],
  [{ models: ['stan', 'gru4rec'], on: 'validation' }, 'shop-next-validation-stan+gru4rec-01234567'],
  [{ models: ['random', 'popular', 'stan', 'als'] }, 'shop-next-4-models-01234567'],
])('a run with %j is named %s', (settings, name) => {
  expect(runName('shop', parseConfig(settings), '0123456789abcdef')).toBe(name);
});
