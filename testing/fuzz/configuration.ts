import { deepStrictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { readRequest } from '../../pipeline/command-line/request.js';
import type { Config } from '../../pipeline/config/config.js';
import { type FuzzedKind, pick } from './fuzzed-kind.js';

const settings = [
  { protocol: 'future', models: ['popular', 'item-knn'], parameters: { 'item-knn': { neighbours: 100 } } },
  { clean: { mostEventsPerHour: 100, minimum: { perItem: 5, passes: 'fixpoint' } }, sessions: { gapMinutes: 60 } },
  { split: { kind: 'last-days', days: 14 }, evaluation: { ks: [5, 10, 20], listLength: 50, keepSeen: false } },
  { parameters: { als: { factors: 64, signal: { weights: { view: 1, addtocart: 3 } } } }, seed: 7, maxRejects: 0.02 },
  { on: 'validation', split: { kind: 'shares', validation: 0.1, test: 0.2 }, evaluation: { ties: 'standard' } },
];

/** A configuration file: every value that it gives is in the configuration as it stands there. */
export const configuration: FuzzedKind<Config> = {
  name: 'configuration',
  make: (random) => ({
    files: { 'config.json': Buffer.from(JSON.stringify(pick(settings, random), null, random.int(2))) },
    mutable: ['config.json'],
  }),
  load: async (folder) => (await readRequest(['--config', join(folder, 'config.json')])).config,
  check: (config, files) =>
    assertHolds(config, JSON.parse(files['config.json']!.toString().replace(/^\uFEFF/, '')), 'config'),
};

function assertHolds(value: unknown, given: unknown, path: string): void {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) deepStrictEqual(value, given, path);
  else
    for (const [key, part] of Object.entries(given))
      assertHolds((value as Record<string, unknown> | undefined)?.[key], part, `${path}.${key}`);
}
