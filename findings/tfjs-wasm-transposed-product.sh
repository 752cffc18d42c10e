#!/usr/bin/env bash
# @tensorflow/tfjs-backend-wasm 4.22.0: matMul with a transpose flag takes several times as long as transposing first and multiplying then.
# Every gradient of a product uses the flag, so training a dense layer pays for it twice a step. The results agree.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "@tensorflow/tfjs": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
setWasmPaths(new URL('./node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname);
await tf.setBackend('wasm');
const [a, b] = [1, 2].map((seed) => tf.randomNormal([512, 512], 0, 1, 'float32', seed));
const flag = () => tf.matMul(a, b, false, true);
const explicit = () => tf.matMul(a, b.transpose());
function milliseconds(product) {
  const start = process.cpuUsage().user;
  for (let i = 0; i < 3; i++) product().dataSync();
  return (process.cpuUsage().user - start) / 3000;
}
const rounds = Array.from({ length: 5 }, () => milliseconds(flag) / milliseconds(explicit)).sort((x, y) => x - y);
console.error(`ratio of processor time, median of five rounds: ${rounds[2].toFixed(1)}`);
console.log(`same product: ${tf.max(tf.abs(tf.sub(flag(), explicit()))).dataSync()[0] < 1e-3}`);
console.log(`the flag takes more than four times as long: ${rounds[2] > 4}`);
JS
echo 'tfjs 4.22.0 on its WASM backend, 512 × 512 by 512 × 512 transposed:'
node run.mjs 2> said | grep -E '^(same|the flag)' | tee seen
grep ratio said
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
same product: true
the flag takes more than four times as long: true
SEEN
