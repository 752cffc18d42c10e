import type { Config } from '../config/config.js';
import type { Pipeline } from './stage.js';

/** Computes something once for each run and configuration; later calls return the same, after a failure they try again. */
export function perRun<T>(make: (pipeline: Pipeline) => Promise<T>): (pipeline: Pipeline) => Promise<T> {
  const made = new WeakMap<Pipeline['done'], WeakMap<Config, Promise<T>>>();
  return (pipeline) => {
    const ofRun = made.get(pipeline.done) ?? new WeakMap<Config, Promise<T>>();
    made.set(pipeline.done, ofRun);
    const known = ofRun.get(pipeline.config);
    if (known) return known;
    const making = make(pipeline);
    ofRun.set(pipeline.config, making);
    making.catch(() => ofRun.delete(pipeline.config));
    return making;
  };
}
