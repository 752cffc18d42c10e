import { describe, expect, it } from 'vitest';
import { createTable } from '../testing/create-table.js';
import { readColumns, sqlPath, sqlText, withDuckDB } from './duckdb.js';

describe('duckdb', () => {
  it('carries typed arrays in and out unchanged, over many chunks', async () => {
    const n = 10_001;
    const columns = {
      id: Int32Array.from({ length: n }, (_, i) => i - 5),
      score: Float64Array.from({ length: n }, (_, i) => Math.sqrt(i)),
      kind: Uint8Array.from({ length: n }, (_, i) => i % 251),
      word: Array.from({ length: n }, (_, i) => `w${i}`),
    };
    const end = await withDuckDB(async (db) => {
      await createTable(db, 't', columns);
      const back = await readColumns(db, 'SELECT * FROM t ORDER BY id', { id: 'int', score: 'double', kind: 'byte' });
      expect(back.id).toEqual(columns.id);
      expect(back.score).toEqual(columns.score);
      expect(back.kind).toEqual(columns.kind);
      expect(await readColumns(db, 'SELECT id FROM t ORDER BY id', { id: 'int' }, n)).toEqual({ id: columns.id });
      expect(await readColumns(db, 'SELECT id FROM t LIMIT 0', { id: 'int' })).toEqual({ id: new Int32Array(0) });
      const words = await db.runAndReadAll("SELECT count(*) AS n FROM t WHERE word = 'w' || (id + 5)");
      expect(words.getRowObjects()[0]!.n).toBe(BigInt(n));
      return 'checked';
    });
    expect(end).toBe('checked');
  });

  it('quotes text for SQL', () => {
    expect(sqlText("it's")).toBe("'it''s'");
    expect(sqlPath("a[1]*?'s")).toBe("'a[[]1][*][?]''s'");
  });

  it('is closed after its work, also after a failure', async () => {
    const left = withDuckDB(async (db) => db);
    await expect((await left).run('SELECT 1')).rejects.toThrow(/disconnected|closed/i);
    await expect(withDuckDB(() => Promise.reject(new Error('no more')))).rejects.toThrow('no more');
  });
});
