#!/usr/bin/env bash
# @tensorflow/tfjs-backend-wasm 4.22.0: sum and mean add up in one 32-bit float, term by term.
# The mean of a million equal values is off by 1 %, of four million by 4 %; the sum of 20 million ones stops at 2^24. The cpu backend is right.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "@tensorflow/tfjs": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
setWasmPaths(new URL('./node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname);
for (const backend of ['cpu', 'wasm']) {
  await tf.setBackend(backend);
  const mean = (count) => tf.fill([count], 0.1).mean().dataSync()[0].toFixed(4);
  console.log(`${backend}: mean of 10^6 times .1: ${mean(1e6)}, of 4 10^6: ${mean(4e6)}; sum of 2 10^7 ones: ${tf.fill([2e7], 1).sum().dataSync()[0]}`);
}
JS
echo 'tfjs 4.22.0:'
node run.mjs 2> /dev/null | grep -E '^(cpu|wasm)' | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
cpu: mean of 10^6 times .1: 0.1000, of 4 10^6: 0.1000; sum of 2 10^7 ones: 20000000
wasm: mean of 10^6 times .1: 0.1010, of 4 10^6: 0.0961; sum of 2 10^7 ones: 16777216
SEEN
