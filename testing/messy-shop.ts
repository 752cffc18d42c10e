import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateShop, quiet } from '../data/index.js';

/** What was put into a {@link messyShop}. */
export interface Mess {
  /** Lines of `events.csv` (from 1, the header being line 1) that cannot be read. */
  readonly badLines: readonly number[];
  /** Data rows of `events.csv`, unreadable ones included. */
  readonly rows: number;
}

/**
 * Generates a shop of 20,000 events into an existing folder (its bots included) and spoils its `events.csv`: every 25th row is
 * there twice, and after every `badEvery`-th stands one of a kind that nobody knows, another each time.
 */
export async function messyShop(folder: string, badEvery: number): Promise<Mess> {
  await generateShop({ events: 20_000, seed: 1, folder, reporter: quiet });
  const file = join(folder, 'events.csv');
  const [header, ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const badLines: number[] = [];
  const lines = [header!];
  rows.forEach((row, i) => {
    lines.push(row);
    if (i % 25 === 24) lines.push(row);
    if (i % badEvery === badEvery - 1) {
      lines.push(row.replace(/,[a-z]+,/, `,sold ${i},`));
      badLines.push(lines.length);
    }
  });
  await writeFile(file, `${lines.join('\n')}\n`);
  return { badLines, rows: lines.length - 1 };
}
