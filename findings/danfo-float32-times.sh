#!/usr/bin/env bash
# danfojs-node 1.2.0: arithmetic on a DataFrame runs in 32-bit floats, on a Series it does not.
# Adding 0 to a frame that holds a time in milliseconds moves the time by up to a minute, without an error.
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
const frame = new DataFrame({ time: [1433221332117, 1433221390000], visitor: [1, 2] });
console.log('column + 0:', frame.time.add(0).values.join(' '));
console.log('frame + 0: ', frame.add(0).time.values.join(' '));
JS
echo 'danfojs-node 1.2.0, times 1433221332117 and 1433221390000 (58 s apart):'
node run.mjs 2> /dev/null | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
column + 0: 1433221332117 1433221390000
frame + 0:  1433221332992 1433221332992
SEEN
