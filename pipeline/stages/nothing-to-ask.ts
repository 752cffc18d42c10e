import { countText, type Dataset, eventCount, InputError, VIEW } from '../../data/index.js';
import type { Config } from '../config/config.js';
import type { AskedParts } from './fit-parts.js';

type Settings = Pick<Config, 'protocol' | 'on'>;

/** The error for a protocol that has no query on a log: the cause and the remedy. */
export function nothingToAsk(settings: Settings, parts: AskedParts, name: string): InputError {
  const { protocol, on } = settings;
  const { train, held, unknown } = parts;
  const part = `the ${on} part of ${name}`;
  if (eventCount(train) === 0) return nothingToLearn(settings, name);
  if (protocol === 'holdout')
    return on === 'validation'
      ? new InputError(
          `P-holdout asks on validation for a further purchase, and no visitor of ${name} bought two different items`,
          {},
          'a log with such visitors, or --on test',
        )
      : new InputError(
          `none of the pairs in the file of targets can be asked for: ${name} knows none of their visitors, or holds the pairs already`,
          {},
          'targets of visitors in the log, of items that are new to them',
        );
  if (eventCount(held) === 0) {
    if (unknown.events > 0)
      return new InputError(
        `all ${countText(unknown.events)} events of ${part} are of items that the events before do not know`,
        {},
        'a later or shorter test part ("split" in --config), or a longer log',
      );
    return protocol === 'next'
      ? new InputError(
          `P-next asks for views, and ${part} has none`,
          {},
          'a log with views there, another "split", or --protocol funnel',
        )
      : new InputError(
          `${part} has no events`,
          {},
          'another "split" in --config: "whole" leaves nothing to be asked about',
        );
  }
  switch (protocol) {
    case 'next':
      return new InputError(
        `P-next asks for the next item of a session, and no session of ${part} has two views of known items`,
        {},
        'sessions of several items (a larger "sessions.gapMinutes"), or --protocol future',
      );
    case 'joint':
      return new InputError(
        `P-joint asks what follows in a session, and no session that starts in ${part} has two events of known items`,
        {},
        'sessions of several items (a larger "sessions.gapMinutes"), another "split" of whole sessions, or --protocol future',
      );
    case 'funnel':
      return new InputError(
        `P-funnel asks for carts and transactions, and ${part} has ${held.event.every((kind) => kind === VIEW) ? 'views only' : 'none of known items'}`,
        {},
        'a log with addtocart or transaction events, or --protocol next',
      );
    case 'future':
      return held.visitor.some((visitor) => visitor < parts.knownVisitors)
        ? new InputError(
            `P-future asks for items that are new to a visitor, and those of ${name} who come back touch none`,
            {},
            '"evaluation": { "keepSeen": true } to ask for items seen before too, or --protocol next',
          )
        : new InputError(
            `P-future asks about visitors who come back after the cut, and none of ${name} does`,
            {},
            'a log whose visitors return, or --protocol next',
          );
  }
}

/** The error for a protocol whose training events are empty; P-next uses views alone. */
export const nothingToLearn = ({ protocol, on }: Settings, name: string): InputError =>
  protocol === 'next'
    ? new InputError(
        `P-next learns from views, and the events of ${name} before the ${on} part have none`,
        {},
        'a log with views there, or --protocol future or funnel',
      )
    : new InputError(`there are no events of ${name} before the ${on} part`, {}, 'another "split" in --config');

/**
 * The targets read from a file of their own.
 * @throws InputError if there are none.
 */
export function holdoutTargets({ name, holdout }: Pick<Dataset, 'name' | 'holdout'>): NonNullable<Dataset['holdout']> {
  if (holdout) return holdout;
  throw new InputError(
    `P-holdout needs targets in a file of their own, and ${name} brings none`,
    {},
    'a folder with holdout-purchases.csv (visitorid,itemid), or --protocol next, future or funnel',
  );
}
