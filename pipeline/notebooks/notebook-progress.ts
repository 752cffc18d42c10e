import type { Display } from 'tslab';
import type { Progress } from '../../data/index.js';
import { resultText, stateText } from '../command-line/progress.js';

/** How often the display changes, in ms. */
const drawEvery = 500;

/**
 * Progress in a notebook: one display that shows the task under way, and of those that are over what took its time or had
 * something to say, so that the committed copy shows that too.
 * @param display `newDisplay()` of tslab, made in the cell that is to show it.
 */
export function notebookProgress(display: Pick<Display, 'text'>): Progress {
  const over: string[] = [];
  return {
    start(task, total, unit = '') {
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      let drawn = started;
      return {
        update(done, note) {
          if (performance.now() - drawn < drawEvery) return;
          drawn = performance.now();
          display.text([...over, `${task}: ${stateText({ done, total, unit, seconds: seconds(), note })}`].join('\n'));
        },
        finish(note) {
          const text = resultText({ total, unit, seconds: seconds(), note });
          if (text !== undefined) over.push(`${task}: ${text}`);
          if (text !== undefined || drawn > started) display.text(over.join('\n'));
        },
      };
    },
  };
}
