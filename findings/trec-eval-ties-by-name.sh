#!/usr/bin/env bash
# pytrec-eval-terrier 0.5.11 (trec_eval): documents are ordered by score alone, kept in 32 bits, and equal scores by the document's name, descending.
# The ranks of a run file are not asked: two scores that differ in 64 bits are a tie, which a name decides for or against the model.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check pytrec-eval-terrier==0.5.11 numpy==1.26.4 scipy==1.16.3
cat > run.py <<'PY'
import pytrec_eval

evaluator = pytrec_eval.RelevanceEvaluator({'q': {'a': 0, 'm': 1, 'z': 0}}, {'recip_rank'})
for scores in [{'a': 3.0, 'm': 2.0, 'z': 1.0}, {'a': 1.0, 'm': 1.0, 'z': 1.0}, {'a': 16777216.0, 'm': 16777217.0, 'z': 16777216.0}]:
    print(scores, '-> 1 /', round(1 / evaluator.evaluate({'q': scores})['q']['recip_rank']))
PY
echo 'trec_eval through pytrec-eval-terrier 0.5.11, the target is m; in the last line m has the highest score:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
{'a': 3.0, 'm': 2.0, 'z': 1.0} -> 1 / 2
{'a': 1.0, 'm': 1.0, 'z': 1.0} -> 1 / 2
{'a': 16777216.0, 'm': 16777217.0, 'z': 16777216.0} -> 1 / 2
SEEN
