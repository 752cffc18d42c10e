#!/usr/bin/env bash
# DuckDB 1.5.5 (@duckdb/node-api 1.5.5-r.5): CREATE TABLE AS keeps the order of a CSV file's rows (preserve_insertion_order is on), also where a
# column says whether a word is among four constants. With a fifth constant, rows of a large file no longer lie in the file's order.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "@duckdb/node-api": "1.5.5-r.5" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { DuckDBInstance } from '@duckdb/node-api';
const rows = 6_000_000;
const file = createWriteStream('log.csv');
file.write('place,word\n');
for (let first = 0; first < rows; first += 100_000) {
  const lines = Array.from({ length: 100_000 }, (_, i) => `${first + i},word${(first + i) % 7}-${first + i}\n`);
  if (!file.write(lines.join(''))) await once(file, 'drain');
}
file.end();
await once(file, 'finish');
const database = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
for (const count of [4, 5]) {
  const words = Array.from({ length: count }, (_, i) => `'word${i}'`).join();
  await database.run(`CREATE OR REPLACE TABLE log AS SELECT place, word IN (${words}) AS known FROM read_csv('log.csv')`);
  const moved = await database.runAndReadAll('SELECT count(*) FROM log WHERE place <> rowid');
  const isMoved = Number(moved.getRowsJson()[0][0]) > 0;
  console.log(`IN with ${count} constants: rows ${isMoved ? 'lie in another order than in the file' : 'lie as in the file'}`);
}
JS
echo 'DuckDB 1.5.5:'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
IN with 4 constants: rows lie as in the file
IN with 5 constants: rows lie in another order than in the file
SEEN
