import type { Train } from '../data/index.js';
import { type EventLine, logOf } from './log-of.js';

/** A few events as what a model learns from. Only tests may brand a log by hand. */
export const trainOf = (lines: readonly EventLine[]): Train => logOf(lines) as Train;
