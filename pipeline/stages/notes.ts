import type { Pipeline } from '../engine/stage.js';

/** Reports and keeps a model's notes on its work. Each line counts once, as a model answers batch by batch. */
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
