import { join } from 'node:path';
import type { Reject } from '../dataset.js';
import { idAt, idList } from '../ids.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { shown } from '../shown.js';
import { buildTimeline, type PropertyKind } from './build-timeline.js';
import type { LayoutRequest } from './layout.js';
import { sideFile } from './side-file.js';
import { IdColumn } from './table/id-column.js';
import { isMissing } from './table/missing.js';
import type { TableLayout } from './table/table-layout.js';
import { TableReader } from './table/table-reader.js';
import { TextColumn } from './table/value-columns.js';
import { TimeColumn } from './time/time-column.js';

/**
 * Reads `item_properties_part*.csv` into the timeline of each item's properties, up to and including `end` (ms). Of
 * rows about one property at one time the later row counts. Undefined if the folder has no such files.
 *
 *     1431226800000,7,888,n24.000 511     from 1431226800000 on item 7 has the tokens 888:n24.000 and 888:511,
 *     1431831600000,7,888,902             from 1431831600000 on 888:902 alone
 */
export async function loadItemProperties(
  request: LayoutRequest,
  end: number,
): Promise<{ timeline: PropertyTimeline; rejects: readonly Reject[] } | undefined> {
  const { folder, files, maxRejects, now } = request;
  const parts = [...files].filter(([name]) => name.startsWith('item_properties_part'));
  const table = new PropertyTable(maxRejects, now);
  for (const [, path] of parts) await sideFile(request, () => table.read(join(folder, path)));
  return table.isRead ? { timeline: table.timeline(end), rejects: table.reader.rejects } : undefined;
}

/** The rows of the parts. */
class PropertyTable {
  readonly reader: TableReader;
  isRead = false;
  readonly #time: TimeColumn;
  readonly #item = new IdColumn();
  readonly #property = new TextColumn();
  readonly #value = new TextColumn();
  readonly #words: boolean[] = [];

  constructor(maxRejects: number, now: number) {
    this.reader = new TableReader(maxRejects);
    this.#time = new TimeColumn(now);
    this.#time.use({ format: 'milliseconds' });
  }

  async read(path: string): Promise<void> {
    await this.reader.read(path, this.#layout());
    this.isRead = true;
  }

  /** The timeline of the rows up to a time. */
  timeline(end: number): PropertyTimeline {
    const rows = this.reader.size;
    const { vocabulary, dense } = this.#item.encode(rows);
    const time = this.#time.view(rows);
    const [property, value] = [this.#property.view(rows), this.#value.view(rows)];
    const properties = this.#property.texts.texts;
    let known = 0;
    // In place: with 20 million rows each copy takes 80 MB.
    for (let row = 0; row < rows; row++) {
      if (time[row]! > end) continue;
      dense[known] = dense[row]!;
      time[known] = time[row]!;
      property[known] = property[row]!;
      value[known++] = value[row]!;
    }
    return buildTimeline({
      item: dense.subarray(0, known),
      items: vocabulary,
      time: time.subarray(0, known),
      property: property.subarray(0, known),
      properties,
      value: value.subarray(0, known),
      values: this.#value.texts.texts,
      kinds: idList(properties).map((name) => kindOf(String(name))),
    });
  }

  /** Whether a property, by its code, has words for values, which are always right. */
  #isWords(code: number): boolean {
    this.#words[code] ??= !['', 'available', 'categoryid'].includes(idAt(this.#property.texts.texts, code) as string);
    return this.#words[code];
  }

  #layout(): TableLayout {
    const [property, value] = [this.#property, this.#value];
    const known = (text: string) => (kindOf(text) === 'words' ? undefined : text);
    return {
      columns: { timestamp: this.#time, itemid: this.#item, property, value },
      header: true,
      kinds: { column: 'property', of: known, at: (row) => property.at(row) },
      rule: {
        holds: (row) => this.#isWords(property.codeAt(row)) || isStatement(property.at(row), value.at(row)),
        explain: (fields) =>
          fields.property === ''
            ? { column: 'property', reason: 'property is empty' }
            : { column: 'value', reason: `value of ${fields.property} is "${shown(fields.value!)}"` },
        expected: 'a category id for categoryid, 0 or 1 for available, the name of a property otherwise',
      },
    };
  }
}

const kindOf = (property: string): PropertyKind =>
  property === 'categoryid' ? 'category' : property === 'available' ? 'available' : 'words';

function isStatement(property: string, value: string): boolean {
  if (property === 'available') return value === '0' || value === '1';
  return property === 'categoryid' ? !isMissing(value) : property !== '';
}
