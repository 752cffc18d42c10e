#!/usr/bin/env bash
# DuckDB 1.5.5 (@duckdb/node-api 1.5.5-r.5): the sum of whole numbers is a HUGEINT, and HUGEINT is written to Parquet as DOUBLE.
# A sum above 2^53 comes back from the file as another number, without a warning.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "@duckdb/node-api": "1.5.5-r.5" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { DuckDBInstance } from '@duckdb/node-api';
const database = await (await DuckDBInstance.create()).connect();
const one = async (sql) => (await database.runAndReadAll(sql)).getRowsJson()[0].join(' ');
const sum = 'SELECT sum(category) AS total FROM (VALUES (9007199254740992::BIGINT), (1::BIGINT)) AS rows(category)';
await database.run(`COPY (${sum}) TO 'sum.parquet'`);
console.log(`in the query: ${await one(`SELECT total::VARCHAR, typeof(total) FROM (${sum})`)}`);
console.log(`in the file:  ${await one("SELECT total::DECIMAL(38, 0)::VARCHAR, typeof(total) FROM 'sum.parquet'")}`);
JS
echo 'DuckDB 1.5.5, 2^53 + 1 as a sum of two whole numbers:'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
in the query: 9007199254740993 HUGEINT
in the file:  9007199254740992 DOUBLE
SEEN
