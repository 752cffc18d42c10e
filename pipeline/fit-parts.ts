import { type FitParts, filterEvents, forFinal, type SplitParts, type Test, VIEW } from '../data/index.js';
import type { Config } from './config.js';

/**
 * What the final models are fitted on and asked about. P-next is about views alone, as in the field's preparations of
 * RetailRocket: a cart event would make the item just viewed its own next item.
 */
export function fitPartsFor(protocol: Config['protocol'], split: SplitParts): FitParts<Test> {
  if (protocol !== 'next') return forFinal(split);
  const views = (log: SplitParts['train']) => filterEvents(log, (event) => log.event[event] === VIEW);
  const { train, validation, test, overhang } = split;
  return forFinal({
    ...split,
    train: views(train),
    validation: views(validation),
    test: views(test),
    overhang: views(overhang),
  });
}
