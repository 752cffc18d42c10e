import {
  forFinal,
  groupBy,
  type Lists,
  loadDataset,
  quiet,
  sessionBound,
  splitLog,
  type Test,
} from '../../../data/index.js';
import type { Benchmark } from '../../../testing/bench/benchmark.js';
import { SasRec } from './sasrec.js';

/** SASRec as published, after one epoch: the vectors of sessions, and the search of its items for them. */
class Learnt extends SasRec {
  constructor() {
    super({ embeddingSize: 64, temperature: null, negatives: 256, epochs: 1 });
  }

  async search(sessions: Lists): Promise<() => unknown> {
    const { reader, index } = this.ready;
    const vectors = await reader.read(sessions);
    const none = { offsets: new Int32Array(sessions.offsets.length), values: new Int32Array(0) };
    return () => index.search(vectors, 20, none, { threads: 1 });
  }
}

export const scoreSessions: Benchmark = {
  name: 'score-sessions',
  unit: 's',
  clock: 'cpu',
  about:
    'lists of 20 of all items for the test sessions, from SASRec’s vectors of 64 after an epoch, exact; one thread',
  needsLog: 'sessions',
  times: 5,
  prepare: async ({ log: folder }) => {
    const { log, givenTest } = await loadDataset(folder);
    const { train, held } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const model = new Learnt();
    await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
    return model.search(itemsOf(held));
  },
  peer: { script: 'score_sessions.py', packages: ['torch', 'pandas'] },
};

/** Each session's items, in their order. */
function itemsOf(held: Test): Lists {
  const { offsets, values } = groupBy(held.session, sessionBound(held));
  return { offsets, values: values.map((event) => held.item[event]!) };
}
