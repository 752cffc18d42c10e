import { mix } from '../../../data/index.js';

/** The key of a dropout mask in a step: of the items' input vectors (place 0), or of the state of layer 1, 2 … */
export const dropoutKey = (stepKey: number, place: number): number => mix(stepKey, place);
