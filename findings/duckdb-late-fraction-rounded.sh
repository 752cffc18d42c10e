#!/usr/bin/env bash
# DuckDB 1.5.5 (@duckdb/node-api 1.5.5-r.5): a CSV column is typed by its first rows; a fraction far down in a column taken for whole numbers
# is rounded when read, without an error and without a reject. try_cast, which one reaches for to find such values, rounds too.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "@duckdb/node-api": "1.5.5-r.5" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
const last = 29999;
const rows = Array.from({ length: last + 1 }, (_, row) => `${row},${row === last ? '7.6' : row % 10}`);
writeFileSync('log.csv', `row,price\n${rows.join('\n')}\n`);
const database = await (await DuckDBInstance.create()).connect();
const one = async (sql) => (await database.runAndReadAll(sql)).getRowsJson()[0].join(' ');
console.log(`price of the last row, 7.6 in the file: ${await one(`SELECT price, typeof(price) FROM 'log.csv' WHERE row = ${last}`)}`);
console.log(`try_cast('7.6' AS BIGINT): ${await one("SELECT try_cast('7.6' AS BIGINT)")}`);
JS
echo 'DuckDB 1.5.5:'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
price of the last row, 7.6 in the file: 8 BIGINT
try_cast('7.6' AS BIGINT): 8
SEEN
