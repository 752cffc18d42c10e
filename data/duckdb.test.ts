import { describe, expect, it } from 'vitest';
import { createTable, readColumns, sqlText, streamRows, withDuckDB } from './duckdb.js';

describe('duckdb', () => {
  it('carries typed arrays in and out unchanged, over many chunks', async () => {
    const n = 10_001;
    const columns = {
      id: Int32Array.from({ length: n }, (_, i) => i - 5),
      score: Float64Array.from({ length: n }, (_, i) => Math.sqrt(i)),
      kind: Uint8Array.from({ length: n }, (_, i) => i % 251),
      word: Array.from({ length: n }, (_, i) => `w${i}`),
    };
    await withDuckDB(async (db) => {
      await createTable(db, 't', columns);
      const back = await readColumns(db, 'SELECT * FROM t ORDER BY id', { id: 'int', score: 'double', kind: 'byte' });
      expect(back.id).toEqual(columns.id);
      expect(back.score).toEqual(columns.score);
      expect(back.kind).toEqual(columns.kind);
      expect(await readColumns(db, 'SELECT id FROM t ORDER BY id', { id: 'int' }, n)).toEqual({ id: columns.id });
      expect(await readColumns(db, 'SELECT id FROM t LIMIT 0', { id: 'int' })).toEqual({ id: new Int32Array(0) });
      const words = await db.runAndReadAll("SELECT count(*) AS n FROM t WHERE word = 'w' || (id + 5)");
      expect(words.getRowObjects()[0]!.n).toBe(BigInt(n));
    });
  });

  it('streams blocks of any sizes into a query, in their order', async () => {
    const asked: number[] = [];
    function* blocks() {
      for (const length of [0, 5000, 1, 0, 2048, 3]) {
        asked.push(length);
        const id = Int32Array.from({ length }, (_, i) => i);
        yield { id, half: Float64Array.from(id, (i) => i / 2), word: Array.from(id, (i) => `w${i}`) };
      }
    }
    await withDuckDB(async (db) => {
      streamRows(db, 'numbers', blocks());
      expect(asked).toEqual([0]);
      const read = await db.runAndReadAll('SELECT id, half, word FROM numbers()');
      const expected = [5000, 1, 2048, 3].flatMap((length) => Array.from({ length }, (_, i) => [i, i / 2, `w${i}`]));
      expect(read.getRows()).toEqual(expected);
    });
  });

  it('fails with what went wrong in a block', async () => {
    function* blocks() {
      yield { id: Int32Array.of(1) };
      throw new RangeError('no second block');
    }
    await withDuckDB(async (db) => {
      streamRows(db, 'numbers', blocks());
      await expect(db.run('SELECT sum(id) FROM numbers()')).rejects.toThrow(/no second block/);
    });
  });

  it('quotes text for SQL', () => {
    expect(sqlText("it's")).toBe("'it''s'");
  });
});
