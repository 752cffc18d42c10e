import { describe, expect, it } from 'vitest';
import { splitLog } from '../../data/index.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { assertServes } from './assert-serves.js';

const views: EventLine[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((time) => ({ visitor: time, item: 1, time }));
const fitPartsOfLines = (lines: readonly EventLine[]) =>
  splitLog(logOf(lines), { kind: 'shares', validation: 0.2, test: 0.2 });
const shop = { name: 'shop' };

describe('a log serves', () => {
  it('P-future only where a visitor comes back after the cut', () => {
    expect(() => assertServes('future', fitPartsOfLines(views), shop)).toThrow('none of shop does');
    const back = [...views, { visitor: 8, item: 2, time: 11 }];
    expect(() => assertServes('future', fitPartsOfLines(back), shop)).not.toThrow();
  });

  it('P-funnel only where the test part has a cart or a transaction', () => {
    expect(() => assertServes('funnel', fitPartsOfLines(views), shop)).toThrow('the test part of shop has views only');
    const early: EventLine[] = [{ visitor: 1, item: 1, time: 0, event: 'addtocart' }, ...views];
    expect(() => assertServes('funnel', fitPartsOfLines(early), shop)).toThrow('views only');
    const late: EventLine[] = [...views, { visitor: 1, item: 1, time: 11, event: 'addtocart' }];
    expect(() => assertServes('funnel', fitPartsOfLines(late), shop)).not.toThrow();
  });

  it('P-holdout only with targets of its own', () => {
    expect(() => assertServes('holdout', fitPartsOfLines(views), shop)).toThrow(
      'P-holdout needs targets in a file of their own, and shop brings none',
    );
    const holdout = { visitor: Int32Array.of(1), item: Int32Array.of(1) };
    expect(() => assertServes('holdout', fitPartsOfLines(views), { ...shop, holdout })).not.toThrow();
  });

  it('P-next whatever it holds', () => {
    expect(() => assertServes('next', fitPartsOfLines(views), shop)).not.toThrow();
  });
});
