import type { Config } from '../config/config.js';
import type { RunContext } from './stage.js';

/** Makes something once for each run and configuration, however often it is asked for; what has failed is tried again. */
export function perRun<T>(make: (context: RunContext) => Promise<T>): (context: RunContext) => Promise<T> {
  const made = new WeakMap<RunContext['done'], WeakMap<Config, Promise<T>>>();
  return (context) => {
    const ofRun = made.get(context.done) ?? new WeakMap<Config, Promise<T>>();
    made.set(context.done, ofRun);
    const known = ofRun.get(context.config);
    if (known) return known;
    const making = make(context);
    ofRun.set(context.config, making);
    making.catch(() => ofRun.delete(context.config));
    return making;
  };
}
