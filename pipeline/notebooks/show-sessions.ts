import { sessionLengths } from '../../features/index.js';
import { sessionsFigure } from '../figures/sessions-figure.js';
import { transitionRows } from '../study/eda-tables.js';
import type { PreparedLog } from '../study/prepare-log.js';
import { show, showTable } from './show.js';

/** Shows for each log how long its sessions are, and what their next events are about. */
export async function showSessions(logs: readonly PreparedLog[]): Promise<void> {
  for (const { dataset, log } of logs) {
    await show(sessionsFigure(sessionLengths(log)));
    await showTable(transitionRows(log), { caption: `${dataset.name}: what the next event of a session is about` });
  }
}
