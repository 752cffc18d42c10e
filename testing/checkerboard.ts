import type { Train } from '../data/index.js';
import type { EventLine } from './log-of.js';
import { trainOf } from './train-of.js';

/**
 * A log whose right answers anyone can see: 20 visitors, 20 items; even visitors view every even item but their own
 * number, odd visitors every odd item but their own. What visitor v lacks is item v.
 */
export function checkerboard(): Train {
  const lines: EventLine[] = [];
  for (let visitor = 0; visitor < 20; visitor++)
    for (let item = 0; item < 20; item++)
      if (item % 2 === visitor % 2 && item !== visitor)
        lines.push({ visitor, item, time: 60_000 * lines.length, session: visitor });
  return trainOf(lines);
}
