#!/usr/bin/env bash
# tslab 1.0.22: a variable of an earlier cell is found by name, but not as a shorthand property.
# `{ data: data }` works in the next cell, `{ data }` compiles and then throws a ReferenceError.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "tslab": "1.0.22" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { createConverter } from 'tslab/dist/converter.js';
import { createExecutor } from 'tslab/dist/executor.js';
const node = createConverter({ isJS: false, isBrowser: false });
const errors = { log: console.log, error: (error) => console.log(`${error.name}: ${error.message}`) };
const executor = createExecutor(process.cwd(), { node, close: () => node.close() }, errors);
await executor.execute('const data = { rows: 3 };');
await executor.execute('console.log("named", JSON.stringify({ data: data }));');
await executor.execute('console.log("shorthand", JSON.stringify({ data }));');
process.exit(0);
JS
echo 'tslab 1.0.22, two cells that use a variable of the cell before:'
node run.mjs 2>&1 | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
named {"data":{"rows":3}}
ReferenceError: data is not defined
SEEN
