import type { Parameters } from '../../models/index.js';

/** Parameters in one line, groups of them in brackets: `factors 64, signal (decay none, weights (view 1, addtocart 3))`. */
export const parameterText = (parameters: Parameters): string =>
  Object.entries(parameters)
    .map(([name, value]) => {
      const isGroup = value !== null && typeof value === 'object';
      return `${name} ${isGroup ? `(${parameterText(value)})` : value}`;
    })
    .join(', ');
