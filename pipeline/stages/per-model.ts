import type { Stage, StageNeeds } from '../engine/stage.js';

/** Makes one stage a model; every call for a model returns the same stage. */
export function perModel<Inputs, Needs extends StageNeeds>(
  make: (name: string) => Stage<Inputs, Needs>,
): (name: string) => Stage<Inputs, Needs> {
  const made = new Map<string, Stage<Inputs, Needs>>();
  return (name) => {
    const stage = made.get(name) ?? make(name);
    made.set(name, stage);
    return stage;
  };
}
