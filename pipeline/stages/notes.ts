import type { Pipeline } from '../engine/stage.js';

/** Says and keeps what a model has to say of its work, each line once: a model is asked batch by batch. */
export class Notes {
  readonly lines: string[] = [];

  constructor(
    private readonly about: string,
    private readonly say: Pipeline['say'],
  ) {}

  readonly note = (line: string): void => {
    if (this.lines.includes(line)) return;
    this.lines.push(line);
    this.say(this.about, `note: ${line}`);
  };
}
