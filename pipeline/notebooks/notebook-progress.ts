import type { Display } from 'tslab';
import type { Progress } from '../../data/index.js';
import { resultText, stateText } from '../command-line/progress.js';

/** Interval between updates of the display, in ms. */
const drawEvery = 500;

/**
 * Progress in a notebook: one display that shows the current task and those finished tasks that took long or have a note,
 * so that the committed copy shows them too.
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
