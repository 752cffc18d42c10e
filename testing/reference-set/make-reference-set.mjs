// Writes the small reference set beside this file: node testing/reference-set/make-reference-set.mjs
//
// A log of 160 sessions, and for each protocol where `popular` (and `markov`, which knows the step before) puts the targets, with the
// figures that follow. All of it is read off the definitions in the plainest way, with nothing of the project's code.
import { writeFileSync } from 'node:fs';

let state = 20240611;
/** The next draw below n, by a linear congruential generator (Numerical Recipes). */
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};

const trainSessions = 110;
const events = [];
for (let session = 0; session < 160; session++) {
  const visitor = 100 + below(35);
  // Of items 0 to 39 the first are popular; 40 to 44 come only after the cut.
  const choices = session < trainSessions ? 40 : 45;
  let time = 100_000 * session;
  let item = below(1 + below(choices));
  for (let views = 1 + below(5); views > 0; views--) {
    events.push({ visitor, session, item, event: 'view', time: (time += 1000) });
    if (below(4) === 0) events.push({ visitor, session, item, event: 'addtocart', time: (time += 1000) });
    if (below(8) === 0) events.push({ visitor, session, item, event: 'transaction', time: (time += 1000) });
    item = below(3) === 0 ? (item + 1) % choices : below(1 + below(choices));
  }
}
const train = events.filter(({ session }) => session < trainSessions);
const known = [...new Set(train.map(({ item }) => item))].sort((a, b) => a - b);
const later = events.filter(({ session, item }) => session >= trainSessions && known.includes(item));
const holdout = Array.from({ length: 80 }, () => ({ visitor: 95 + below(45), item: below(50) }));

const popularity = (item) => train.filter((event) => event.item === item).length;
const popular = () => popularity;
/** How often an item came right after the last one of the context, in a session. */
const markov = (context) => (item) =>
  train.filter((event, i) => {
    const before = train[i - 1];
    return event.item === item && before?.session === event.session && before.item === context.at(-1);
  }).length;

/** Ranks from 1; among equal scores the items that are no targets come first; an item without a score is not found. */
function ranksOf(score, targets, excluded) {
  const candidates = known.filter((item) => !excluded.includes(item));
  const ranks = targets.map((target, i) => {
    if (!candidates.includes(target) || score(target) === 0) return Infinity;
    const isBefore = (item) => score(item) > score(target) || (score(item) === score(target) && !targets.includes(item));
    const found = candidates.filter(isBefore).length;
    const tiedBefore = targets.slice(0, i).filter((other) => score(other) === score(target)).length;
    return 1 + found + tiedBefore;
  });
  return ranks.sort((a, b) => a - b);
}

const distinct = (list) => [...new Set(list)].sort((a, b) => a - b);
const itemsOf = (list) => list.map(({ item }) => item);

const queries = {
  next: distinct(later.map(({ session }) => session)).flatMap((session) => {
    const own = later.filter((event) => event.session === session);
    return own.slice(1).map((event, i) => ({
      visitor: event.visitor,
      context: itemsOf(own.slice(0, i + 1)),
      targets: [event.item],
      excluded: [],
    }));
  }),
  future: distinct(later.map(({ visitor }) => visitor)).flatMap((visitor) => {
    const seen = distinct(itemsOf(train.filter((event) => event.visitor === visitor)));
    const came = distinct(itemsOf(later.filter((event) => event.visitor === visitor)));
    const targets = came.filter((item) => !seen.includes(item));
    return seen.length > 0 && targets.length > 0 ? [{ visitor, targets, excluded: seen }] : [];
  }),
  funnel: later
    .filter(({ event }) => event !== 'view')
    .map(({ visitor, item }) => ({ visitor, targets: [item], excluded: [] })),
  holdout: distinct(holdout.map(({ visitor }) => visitor)).flatMap((visitor) => {
    const seen = distinct(itemsOf(train.filter((event) => event.visitor === visitor)));
    const wanted = distinct(itemsOf(holdout.filter((pair) => pair.visitor === visitor)));
    const targets = wanted.filter((item) => !seen.includes(item));
    return seen.length > 0 && targets.length > 0 ? [{ visitor, targets, excluded: seen }] : [];
  }),
};

/** The mean over queries of each figure at k. */
function figuresAt(k, ranked) {
  const mean = (figure) => ranked.map(figure).reduce((sum, value) => sum + value, 0) / ranked.length;
  const hits = (ranks) => ranks.filter((rank) => rank <= k);
  const gains = (ranks) => ranks.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
  const best = (ranks) => Math.min(k, ranks.length);
  return {
    precision: mean((ranks) => hits(ranks).length / k),
    recall: mean((ranks) => hits(ranks).length / ranks.length),
    ndcg: mean((ranks) => gains(hits(ranks)) / gains(Array.from({ length: best(ranks) }, (_, i) => i + 1))),
    map: mean((ranks) => hits(ranks).reduce((sum, rank, i) => sum + (i + 1) / rank, 0) / best(ranks)),
    mrr: mean((ranks) => (hits(ranks).length > 0 ? 1 / ranks[0] : 0)),
    hitRate: mean((ranks) => Math.min(1, hits(ranks).length)),
  };
}

const reference = [];
for (const [model, scoring, protocols] of [
  ['popular', popular, Object.keys(queries)],
  ['markov', markov, ['next']],
])
  for (const protocol of protocols) {
    const ranks = queries[protocol].map(({ visitor, context, targets, excluded }) => [
      visitor,
      ...ranksOf(scoring(context), targets, excluded),
    ]);
    const ranked = ranks.map(([, ...own]) => own);
    reference.push({
      model,
      protocol,
      figures: { 5: figuresAt(5, ranked), 10: figuresAt(10, ranked) },
      // A visitor's id and the ranks of the query's targets, 0 where not found.
      ranks: ranks.map((row) => row.map((rank) => (rank === Infinity ? 0 : rank)).join(' ')),
    });
  }

const at = (name) => new URL(name, import.meta.url);
const parts = { trainEvents: train.length, events: events.map((event) => Object.values(event).join(' ')) };
const pairs = holdout.map(({ visitor, item }) => `${visitor} ${item}`);
writeFileSync(at('reference-set.json'), `${JSON.stringify({ ...parts, holdout: pairs, reference }, null, 2)}\n`);
