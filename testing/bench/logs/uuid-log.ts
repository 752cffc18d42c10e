import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { countText } from '../../../data/index.js';
import type { Stage, StageCall } from '../../../pipeline/engine/stage.js';

/** Writes a whole log with UUIDs in the place of numbers. */
export async function work(folder: string, { needs }: StageCall<null, { whole: Stage }>): Promise<string> {
  let lines = -1;
  await writeWithUuids(join(needs.whole.folder, 'events.csv'), join(folder, 'events.csv'), () => lines++);
  return `${countText(lines)} events with UUIDs`;
}

/** Writes RetailRocket's `events.csv` again with UUIDs for visitors, items and orders; equal ids stay equal. */
export async function writeWithUuids(from: string, to: string, onLine: () => void = () => {}): Promise<void> {
  await pipeline(withUuids(from, onLine), createWriteStream(to));
}

async function* withUuids(from: string, onLine: () => void): AsyncGenerator<string> {
  let block: string[] = [];
  for await (const line of createInterface({ input: createReadStream(from) })) {
    onLine();
    const [time, visitor, event, item, order] = line.split(',');
    const isHeader = time === 'timestamp';
    block.push(
      isHeader ? line : [time, uuid('v', visitor!), event, uuid('i', item!), order && uuid('o', order)].join(),
    );
    if (block.length < 10_000) continue;
    yield `${block.join('\n')}\n`;
    block = [];
  }
  yield block.length > 0 ? `${block.join('\n')}\n` : '';
}

/** A UUID that an id of a kind always has. */
function uuid(kind: string, id: string): string {
  const hex = createHash('md5').update(`${kind}${id}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
