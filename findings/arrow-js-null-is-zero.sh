#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript): toArray() of a column with a missing value gives 0 in its place, and the validity bits are not asked.
# A missing price becomes a price of 0; iterating the same column gives null.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "apache-arrow": "21.2.0" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { Int32, tableFromIPC, tableFromArrays, tableToIPC, vectorFromArray } from 'apache-arrow';
const table = tableFromIPC(tableToIPC(tableFromArrays({ price: vectorFromArray([1, null, 3], new Int32()) })));
const price = table.getChild('price');
console.log(`iterated ${JSON.stringify([...price])}, toArray ${JSON.stringify([...price.toArray()])}, nullCount ${price.nullCount}`);
JS
echo 'apache-arrow 21.2.0, prices 1, missing, 3 written to IPC and read back:'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
iterated [1,null,3], toArray [1,0,3], nullCount 1
SEEN
