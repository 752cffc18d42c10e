import type { Benchmark } from '../testing/bench/benchmark.js';
import { clean } from './clean/clean.js';
import { loadDataset } from './load/load-dataset.js';
import { cutSessions } from './sessions.js';
import { forFinal } from './split/for-fit.js';
import { splitLog } from './split/split.js';

export const csvToSplit: Benchmark = {
  name: 'csv-to-split',
  unit: 's',
  about: 'events.csv read, checked, cleaned, cut into sessions and split 70/10/20, ids as train knows them',
  needsLog: 'whole',
  memory: true,
  prepare:
    async ({ log: folder }) =>
    async () => {
      const { log } = await loadDataset(folder);
      const sessions = cutSessions(clean(log).log);
      return forFinal(splitLog(sessions.log, { kind: 'shares', validation: 0.1, test: 0.2 }));
    },
  peer: { script: 'csv_to_split.py', packages: ['pandas'] },
};

export const uuidsToSplit: Benchmark = {
  name: 'uuids-to-split',
  unit: 's',
  about: 'the same log with UUIDs for ids, read, checked, cut into sessions and split 70/10/20',
  needsLog: 'uuids',
  memory: true,
  prepare:
    async ({ log: folder }) =>
    async () => {
      const { log } = await loadDataset(folder);
      return splitLog(cutSessions(log).log, { kind: 'shares', validation: 0.1, test: 0.2 });
    },
  peer: { script: 'uuids_to_split.py', packages: ['pandas'] },
};
