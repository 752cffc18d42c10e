import { type Dataset, InputError, type SplitParts, VIEW } from '../../data/index.js';
import type { Config } from '../config/config.js';

type Facts = Pick<Dataset, 'name' | 'holdout'>;

/**
 * Refuses a protocol that the log has nothing for, before models are fitted in vain.
 * @throws InputError naming what is missing.
 */
export function assertServes(protocol: Config['protocol'], parts: SplitParts, dataset: Facts): void {
  if (protocol === 'holdout') holdoutTargets(dataset);
  if (protocol === 'future' && !visitorsReturn(parts))
    throw new InputError(
      `P-future asks about visitors who come back after the cut, and none of ${dataset.name} does`,
      {},
      'a log whose visitors return, or --protocol next',
    );
  if (protocol === 'funnel' && parts.test.event.every((kind) => kind === VIEW))
    throw new InputError(
      `P-funnel asks for carts and transactions, and the test part of ${dataset.name} has views only`,
      {},
      'a log with addtocart or transaction events, or --protocol next',
    );
}

/**
 * The targets that came in a file of their own.
 * @throws InputError where there are none.
 */
export function holdoutTargets({ name, holdout }: Facts): NonNullable<Dataset['holdout']> {
  if (holdout) return holdout;
  throw new InputError(
    `P-holdout needs targets in a file of their own, and ${name} brings none`,
    {},
    'a folder with holdout-purchases.csv (visitorid,itemid), or --protocol next, future or funnel',
  );
}

function visitorsReturn({ train, validation, test }: SplitParts): boolean {
  const known = new Uint8Array(train.visitors.size);
  for (const { visitor } of [train, validation]) for (const id of visitor) known[id] = 1;
  return test.visitor.some((id) => known[id] === 1);
}
