import { setTimeout } from 'node:timers/promises';
import { quiet } from '../data/index.js';
import { trainNetwork } from '../models/neural/training/train-network.js';
import { lineNetwork, lineTraining } from './line-training.js';

/** A program that trains a line slowly, with a checkpoint in the file it is given: to be killed. */
const slow = lineNetwork(() => setTimeout(10));
await trainNetwork(lineTraining({ epochs: 8 }, slow), {
  seed: 1,
  threads: 1,
  reporter: quiet,
  checkpoint: process.argv[2]!,
});
