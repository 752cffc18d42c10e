import { describe, expect, it } from 'vitest';
import { modelNames } from '../../models/index.js';
import { usualModels } from './config.js';
import { parseConfig } from './parse-config.js';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(parseConfig({})).toEqual({
      data: null,
      mapping: null,
      events: 200_000,
      protocol: 'next',
      on: 'test',
      models: usualModels,
      parameters: {},
      seed: 1,
      backend: 'auto',
      out: null,
      cache: 'data/processed',
      maxRejects: 0.01,
      clean: {
        rules: 'auto',
        duplicates: true,
        mostEventsPerDay: 500,
        mostEventsPerHour: 200,
        mostItemsPerHour: 150,
        minimum: { perVisitor: 1, perItem: 1, passes: 'once' },
      },
      sessions: { gapMinutes: 30, repeats: 'keep' },
      split: 'auto',
      evaluation: {
        ks: [5, 10, 20],
        listLength: 50,
        resamples: 1000,
        ties: 'conservative',
        keepSeen: false,
        gain: 'binary',
        equalTimes: 'in-order',
      },
    });
  });

  it('fills in what is left out of a part', () => {
    const { clean, sessions, split } = parseConfig({
      clean: { minimum: { perItem: 5 } },
      sessions: { repeats: 'collapse' },
      split: { kind: 'last-days', days: 7 },
    });
    expect(clean.minimum).toEqual({ perVisitor: 1, perItem: 5, passes: 'once' });
    expect(sessions).toEqual({ gapMinutes: 30, repeats: 'collapse' });
    expect(split).toEqual({ kind: 'last-days', days: 7 });
  });

  it('takes all for every model', () => {
    expect(parseConfig({ models: ['all'] }).models).toEqual(['all']);
    expect(modelNames).toEqual(expect.arrayContaining([...usualModels]));
  });

  it('takes what it gave: a run folder’s settings can be given again', () => {
    const config = parseConfig({ split: { kind: 'shares', validation: 0.1, test: 0.2 } });
    expect(parseConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  const wrong: [problem: string, given: unknown, message: string][] = [
    [
      'an unknown setting',
      { protocl: 'next' },
      'shop.json: there is no setting "protocl"\n  expected: did you mean "protocol"? Keys here: data, mapping, events, protocol, on, models',
    ],
    [
      'an unknown setting of a part',
      { clean: { minimum: { perItm: 5 } } },
      'there is no setting "clean.minimum.perItm"\n  expected: did you mean "perItem"? Keys here: perVisitor, perItem, passes',
    ],
    [
      'an unknown setting of a split',
      { split: { kind: 'last-days', days: 7, day: 7 } },
      'there is no setting "split.day"\n  expected: did you mean "days"? Keys here: kind, days',
    ],
    ['a wrong type', { seed: '1' }, 'setting "seed" is "1"\n  expected: a number'],
    [
      'a part of a whole',
      { evaluation: { resamples: 1.5 } },
      '"evaluation.resamples" is 1.5\n  expected: a whole number',
    ],
    ['a list that is none', { models: 'popular' }, 'setting "models" is "popular"\n  expected: a list'],
    ['a cut-off twice', { evaluation: { ks: [10, 10] } }, '"evaluation.ks" is [10,10]\n  expected: each cut-off once'],
    ['an empty list', { evaluation: { ks: [] } }, 'setting "evaluation.ks" is []\n  expected: at least 1 entry'],
    ['too small', { events: 5 }, 'setting "events" is 5\n  expected: at least 20000'],
    ['too big', { maxRejects: 2 }, 'setting "maxRejects" is 2\n  expected: at most 1'],
    ['not above its limit', { sessions: { gapMinutes: 0 } }, '"sessions.gapMinutes" is 0\n  expected: more than 0'],
    [
      'none of a few words',
      { protocol: 'futur' },
      'setting "protocol" is "futur"\n  expected: did you mean "future"? One of: next, future, funnel, holdout',
    ],
    [
      'an unknown split',
      { split: { kind: 'share' } },
      'setting "split.kind" is "share"\n  expected: did you mean "shares"?',
    ],
    [
      'a split without its parameter',
      { split: { kind: 'last-days' } },
      '"split.days" is missing\n  expected: a number',
    ],
    [
      'a split in one word',
      { split: 'shares' },
      'setting "split" is "shares"\n  expected: "auto", or an object such as',
    ],
    [
      'an unknown model',
      { models: ['item-kn'] },
      'shop.json: there is no model "item-kn"\n  expected: did you mean "item-knn"? Models: random, popular',
    ],
    ['a model named twice', { models: ['popular', 'random', 'popular'] }, 'popular is named twice'],
    [
      'parameters of an unknown model',
      { parameters: { itemKnn: {} } },
      'there is no model "itemKnn"\n  expected: did you mean "item-knn"?',
    ],
    [
      'an unknown parameter of a model',
      { parameters: { 'item-knn': { neighbors: 50 } } },
      'there is no setting "parameters.item-knn.neighbors"\n  expected: did you mean "neighbours"? Keys here: neighbours, ',
    ],
    [
      'a parameter of a model that has none',
      { parameters: { random: { k: 1 } } },
      'shop.json: there is no setting "parameters.random.k"\n  expected: no key here',
    ],
    [
      'a parameter out of range',
      { parameters: { 'item-knn': { decay: 2 } } },
      'shop.json: setting "parameters.item-knn.decay" is 2\n  expected: at most 1',
    ],
    [
      'a parameter that does not go with another',
      { parameters: { sknn: { k: 9000 } } },
      'shop.json: setting "parameters.sknn.sampleSize" has its default\n  expected: must be at least k',
    ],
    [
      'an unknown parameter in a group',
      { parameters: { als: { signal: { weights: { veiw: 1 } } } } },
      'shop.json: there is no setting "parameters.als.signal.weights.veiw"\n  expected: did you mean "view"? Keys here: view, addtocart, transaction',
    ],
    [
      'a parameter that is none of several forms',
      { parameters: { als: { signal: { decay: { halfLife: 1 } } } } },
      '"parameters.als.signal.decay" is {"halfLife":1}\n  expected: either "none", { "halfLifeDays": N }',
    ],
    [
      'a part that there is not',
      { parameters: { 'static-hybrid': { weights: { stann: 1 } } } },
      'static-hybrid is made of stann: there is no model "stann"\n  expected: one of random',
    ],
    [
      'a part’s parameter out of range',
      { parameters: { 'static-hybrid': { weights: { als: 1 }, parameters: { als: { factors: 0 } } } } },
      'static-hybrid is made of als: als: parameter factors',
    ],
    ['all and a name', { models: ['all', 'popular'] }, 'the models are all,popular\n  expected: all alone'],
    ['classic and a name', { models: ['als', 'classic'] }, 'the models are als,classic\n  expected: classic alone'],
    [
      'lists no longer than the largest cut-off',
      { evaluation: { ks: [10, 50] } },
      'listLength 50 does not exceed the largest cut-off 50\n  expected: more than 50',
    ],
  ];
  it.each(wrong)('%s is refused, saying what would be right', (_, given, message) => {
    expect(() => parseConfig(given, { file: 'shop.json' })).toThrow(message);
  });
});
