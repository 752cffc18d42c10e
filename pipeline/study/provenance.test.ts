import { expect, it } from 'vitest';
import { provenance } from './provenance.js';

const shop = (sha256: string) => ({ name: 'shop', files: [{ path: 'events.csv', bytes: 1234, sha256 }] });

it('names the files that several runs share once', () => {
  const files = (...hashes: string[]) =>
    provenance(hashes.map(shop), 7)
      .filter(({ what }) => what === 'shop/events.csv')
      .map(({ value }) => value);
  expect(files('0123456789abcdef01', '0123456789abcdef01')).toEqual(['1,234 bytes, sha256 0123456789abcdef…']);
  expect(files('0123456789abcdef01', 'fedcba987654321001')).toHaveLength(2);
});

it('says once what computed in runs', () => {
  const backend = { 'steps of neural models': 'step: fused kernels on the CPU' };
  const rows = provenance([shop('0'), { ...shop('1'), backend }, { ...shop('2'), backend }], 7);
  expect(rows.filter(({ what }) => what === 'steps of neural models')).toEqual([
    { what: 'steps of neural models', value: 'step: fused kernels on the CPU' },
  ]);
});

it('names the revision of the code', () => {
  const revision = provenance([], 7).find(({ what }) => what === 'revision');
  expect(revision?.value).toMatch(/^([0-9a-f]{40}(-dirty)?|outside a checkout)$/);
});
