import { mix } from '../../../data/index.js';

/** The key of a mask of dropout in a step: of what is read of the items (place 0), or of the state of layer 1, 2 … */
export const dropoutKey = (stepKey: number, place: number): number => mix(stepKey, place);
