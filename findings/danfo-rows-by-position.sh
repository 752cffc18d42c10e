#!/usr/bin/env bash
# danfojs-node 1.2.0: a DataFrame made of row objects takes each row's values by position, not by key.
# A row whose keys stand in another order than the first row's has its values filed under other columns, without an error.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
cat > package.json <<'JSON'
{ "private": true, "type": "module", "dependencies": { "danfojs-node": "1.2.0", "@tensorflow/tfjs": "4.22.0" },
  "overrides": { "danfojs-node": { "@tensorflow/tfjs-node": "npm:@tensorflow/tfjs@4.22.0", "xlsx": "0.18.5" } } }
JSON
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import { createRequire } from 'node:module';
const { DataFrame } = createRequire(import.meta.url)('danfojs-node');
const frame = new DataFrame([{ recall: 1, mrr: 2 }, { mrr: 3, recall: 4 }]);
console.log(`recall ${frame.recall.values.join(' ')}`);
console.log(`mrr ${frame.mrr.values.join(' ')}`);
JS
echo 'danfojs-node 1.2.0, rows { recall: 1, mrr: 2 } and { mrr: 3, recall: 4 }; one would expect recall 1 4, mrr 2 3:'
node run.mjs 2> /dev/null | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
recall 1 3
mrr 2 4
SEEN
