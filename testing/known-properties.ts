import { type Id, idAt, idList, listAt, type PropertyTimeline, propertiesAsOf } from '../data/index.js';

/** What was known of each item at a moment (by default at the end), as a test writes it down: category and tokens, by item. */
export function knownProperties(timeline: PropertyTimeline, time = Number.POSITIVE_INFINITY) {
  const { item, category, categoryIds, tokens, tokenNames } = propertiesAsOf(timeline, time);
  return new Map(
    idList(item).map((id, at): [Id, { category?: Id; tokens: string[] }] => [
      id,
      {
        ...(category[at]! >= 0 && { category: idAt(categoryIds, category[at]!) }),
        tokens: Array.from(listAt(tokens, at), (code) => tokenNames[code]!),
      },
    ]),
  );
}
