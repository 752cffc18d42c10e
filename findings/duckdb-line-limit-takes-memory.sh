#!/usr/bin/env bash
# DuckDB 1.5.5 (@duckdb/node-api 1.5.5-r.5): read_csv's max_line_size is not only a limit: sixteen times as much memory is allocated to read any
# file, so a limit of 64 MiB ends in "Out of Memory" under memory_limit 1GB for a file of eight bytes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "@duckdb/node-api": "1.5.5-r.5" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
writeFileSync('log.csv', 'a,b\n1,2\n');
for (const megabytes of [8, 64]) {
  const database = await (await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })).connect();
  const sql = `SELECT * FROM read_csv('log.csv', max_line_size = ${megabytes * 2 ** 20})`;
  const said = await database.runAndReadAll(sql).then(
    (read) => JSON.stringify(read.getRowsJson()),
    (error) => error.message.split(' (')[0],
  );
  console.log(`max_line_size of ${megabytes} MiB: ${said}`);
}
JS
echo 'DuckDB 1.5.5:'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
max_line_size of 8 MiB: [["1","2"]]
max_line_size of 64 MiB: Out of Memory Error: could not allocate block of size 1.0 GiB
SEEN
