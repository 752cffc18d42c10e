#!/usr/bin/env bash
# danfojs-node 1.2.0: groupby over two columns joins their values with "-" into one key.
# The pairs (x, y-z) and (x-y, z) become one group: sums of different categories are added up, without an error.
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
const frame = new DataFrame({ category: ['x', 'x-y'], brand: ['y-z', 'z'], sold: [1, 2] });
console.log(JSON.stringify(frame.groupby(['category', 'brand']).col(['sold']).sum().values));
JS
echo 'danfojs-node 1.2.0, groups (x, y-z) with 1 sold and (x-y, z) with 2 sold; one would expect two rows:'
node run.mjs 2> /dev/null | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
[["x","y-z",3]]
SEEN
