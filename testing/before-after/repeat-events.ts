import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { writeWhole } from '../../data/index.js';

/** So far apart that copies never share a visitor or an order. */
const idsApart = 10_000_000;
const year = 365 * 86_400_000;

/**
 * Writes RetailRocket's `events.csv` several times over, one copy a year after the other: other visitors, the same items.
 * @param from lines in order of time, of less than a year.
 */
export async function repeatEvents(from: string, to: string, times: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await writeWhole(to, (temporary) => pipeline(copies(from, times), createWriteStream(temporary)));
}

async function* copies(from: string, times: number): AsyncGenerator<string> {
  for (let copy = 0; copy < times; copy++) {
    let block: string[] = [];
    let isHeader = true;
    for await (const line of createInterface({ input: createReadStream(from) })) {
      if (isHeader) {
        isHeader = false;
        if (copy === 0) yield `${line}\n`;
        continue;
      }
      const [time, visitor, event, item, order] = line.split(',');
      const orderId = order === '' ? '' : Number(order) + copy * idsApart;
      block.push(`${Number(time) + copy * year},${Number(visitor) + copy * idsApart},${event},${item},${orderId}\n`);
      if (block.length === 10_000) {
        yield block.join('');
        block = [];
      }
    }
    yield block.join('');
  }
}
