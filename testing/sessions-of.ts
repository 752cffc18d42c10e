import type { Train } from '../data/index.js';
import { trainOf } from './train-of.js';

/**
 * A few sessions, one after another, as what a model learns from: each a visitor's of its own and the items of its views, an
 * hour between sessions and a minute between views.
 */
export function sessionsOf(sessions: readonly (readonly number[])[]): Train {
  const hour = 60 * 60 * 1000;
  const minute = 60 * 1000;
  return trainOf(
    sessions.flatMap((items, session) =>
      items.map((item, place) => ({ visitor: session, session, item, time: session * hour + place * minute })),
    ),
  );
}
