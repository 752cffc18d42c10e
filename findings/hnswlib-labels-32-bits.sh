#!/usr/bin/env bash
# hnswlib-node 3.0.0: a label is cut to 32 bits without an error.
# The C++ library keeps labels of 64 bits, and JavaScript's numbers hold 53; an item id such as 4294967303 comes back as 7.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "hnswlib-node": "3.0.0" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import hnswlib from 'hnswlib-node';
const index = new hnswlib.HierarchicalNSW('l2', 2);
index.initIndex(10);
index.addPoint([0, 0], 4294967303);
console.log(`added 4294967303, found ${index.searchKnn([0, 0], 1).neighbors.join()}`);
JS
echo 'hnswlib-node 3.0.0:'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
added 4294967303, found 7
SEEN
