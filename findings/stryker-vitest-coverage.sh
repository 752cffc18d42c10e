#!/usr/bin/env bash
# @stryker-mutator/vitest-runner 9.5.1 with vitest 4.1: its afterAll hook, which reports the mutants that each test meets, fails, and the run goes on
# without a word. Every mutant then meets all tests, ignoreStatic ignores nothing, and a loop without end lasts until the timeout.
# With vitest 4.0 each mutant meets the tests that reach it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
cat > sums.js <<'JS'
export const three = 1 + 2;
export const plus = (a, b) => {
  return a + b;
};
export const minus = (a, b) => {
  return a - b;
};
JS
cat > plus.test.js <<'JS'
import { expect, it } from 'vitest';
import { plus, three } from './sums.js';
it('adds', () => expect(plus(2, 1)).toBe(three));
JS
cat > minus.test.js <<'JS'
import { expect, it } from 'vitest';
import { minus } from './sums.js';
it('subtracts', () => expect(minus(2, 1)).toBe(1));
JS
cat > stryker.config.json <<'JSON'
{ "mutate": ["sums.js"], "testRunner": "vitest", "plugins": ["@stryker-mutator/vitest-runner"], "coverageAnalysis": "perTest", "ignoreStatic": true,
  "disableBail": true, "reporters": ["json"], "jsonReporter": { "fileName": "report.json" }, "concurrency": 1, "logLevel": "off" }
JSON
cat > seen.mjs <<'JS'
import { readFileSync } from 'node:fs';
const { mutants } = JSON.parse(readFileSync('report.json', 'utf8')).files['sums.js'];
const ran = (tests) => mutants.filter(({ testsCompleted }) => testsCompleted === tests).length;
const ignored = mutants.filter(({ status }) => status === 'Ignored').length;
console.log(`vitest ${process.argv[2]}: of ${mutants.length} mutants ${ran(1)} ran one test, ${ran(2)} both, ${ignored} static ignored`);
JS
for vitest in 4.0.18 4.1.12; do
  echo "{ \"private\": true, \"type\": \"module\", \"dependencies\": { \"@stryker-mutator/core\": \"9.5.1\", \"@stryker-mutator/vitest-runner\": \"9.5.1\", \"vitest\": \"$vitest\" } }" > package.json
  rm -rf node_modules package-lock.json
  npm install --silent --no-audit --no-fund > /dev/null 2>&1
  npx stryker run > /dev/null 2>&1
  node seen.mjs "$vitest"
done | tee seen
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
vitest 4.0.18: of 5 mutants 4 ran one test, 0 both, 1 static ignored
vitest 4.1.12: of 5 mutants 0 ran one test, 5 both, 0 static ignored
SEEN
