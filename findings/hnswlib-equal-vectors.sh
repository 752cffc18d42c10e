#!/usr/bin/env bash
# hnswlib-node 3.0.0: where many vectors are equal (items without events), searches for the others miss near neighbours,
# although ef = 200 is generous for 2,000 vectors of 8 numbers.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
echo '{ "private": true, "type": "module", "dependencies": { "hnswlib-node": "3.0.0" } }' > package.json
npm install --silent --no-audit --no-fund > /dev/null 2>&1
cat > run.mjs <<'JS'
import hnswlib from 'hnswlib-node';
const [dimensions, count, k] = [8, 2000, 10];
let draw = 1;
const vector = () => Array.from({ length: dimensions }, () => (draw = (draw * 48271) % 2147483647) / 2147483647 - 0.5);
// Recall by distance: a neighbour counts when it is as near as the exact tenth, so it does not matter which of several equal ones is found.
function recall(vectors) {
  const index = new hnswlib.HierarchicalNSW('l2', dimensions);
  index.initIndex(count, 16, 200, 100);
  index.setEf(200);
  vectors.forEach((v, label) => index.addPoint(v, label));
  let found = 0;
  const queries = [...Array(40).keys()].map((q) => q * 50);
  for (const query of queries) {
    const distance = (i) => vectors[i].reduce((sum, x, d) => sum + (x - vectors[query][d]) ** 2, 0);
    const bound = vectors.map((_, i) => distance(i)).sort((a, b) => a - b)[k - 1];
    found += index.searchKnn(vectors[query], k).neighbors.filter((i) => distance(i) <= bound + 1e-9).length;
  }
  return found / (queries.length * k);
}
const distinct = Array.from({ length: count }, vector);
const one = vector();
console.log(`all distinct: recall above .99: ${recall(distinct) > 0.99}`);
console.log(`four of five equal: recall below .8: ${recall(distinct.map((v, i) => (i % 5 ? one : v))) < 0.8}`);
JS
echo 'hnswlib-node 3.0.0, recall@10 of 40 queries (each a vector that occurs once):'
node run.mjs | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
all distinct: recall above .99: true
four of five equal: recall below .8: true
SEEN
