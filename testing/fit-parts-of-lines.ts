import { type FitParts, filterEvents, forFinal, type Test } from '../data/index.js';
import { type EventLine, logOf } from './log-of.js';

/** Train and a test part of a few events each, as the final fit gets them: test events of items unknown to train drop out. */
export function fitPartsOfLines(train: readonly EventLine[], test: readonly EventLine[]): FitParts<Test> {
  const log = logOf([...train, ...test]);
  const part = (keep: (event: number) => boolean) => filterEvents(log, keep);
  const nothing = part(() => false);
  return forFinal({
    train: part((event) => log.row[event]! < train.length),
    validation: nothing,
    test: part((event) => log.row[event]! >= train.length),
    overhang: nothing,
  });
}
