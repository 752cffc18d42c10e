#!/usr/bin/env bash
# Spark 4.3.0 (needs Java 17): implicit ALS multiplies regParam by the number of positive entries of each row, and the confidence of a pair is 1 + α·r.
# implicit and others take the regularisation as it is, with confidence α·r. The same λ and α therefore mean another model.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check pyspark==4.3.0 numpy==1.26.4
cat > run.py <<'PY'
import numpy as np
from pyspark.ml.recommendation import ALS
from pyspark.sql import SparkSession

spark = SparkSession.builder.master('local[1]').config('spark.ui.enabled', 'false').getOrCreate()
spark.sparkContext.setLogLevel('OFF')
alpha, regularization = 2.0, 0.5
log = [(0, 0), (0, 1), (0, 2), (1, 0), (2, 1), (2, 3)]
frame = spark.createDataFrame([(user, item, 1.0) for user, item in log], ['user', 'item', 'rating'])
model = ALS(rank=2, maxIter=5, regParam=regularization, alpha=alpha, implicitPrefs=True, seed=1).fit(frame)
users = {row.id: np.array(row.features) for row in model.userFactors.collect()}
items = {row.id: np.array(row.features) for row in model.itemFactors.collect()}
# The users are solved last, from the items' factors: that step is worked out again here, once for each meaning.
def agrees(confidence, scaled):
    worst = 0.0
    for user in users:
        bought = [item for buyer, item in log if buyer == user]
        left = sum(np.outer(v, v) * (confidence if item in bought else 1.0) for item, v in items.items())
        penalty = regularization * (len(bought) if scaled else 1.0)
        right = sum(confidence * items[item] for item in bought)
        worst = max(worst, np.abs(np.linalg.solve(left + penalty * np.eye(2), right) - users[user]).max())
    return worst < 1e-4
print('confidence 1 + alpha, penalty times count: agrees', agrees(1 + alpha, True))
print('confidence 1 + alpha, penalty as it is: agrees', agrees(1 + alpha, False))
print('confidence alpha, penalty times count: agrees', agrees(alpha, True))
PY
echo 'Spark 4.3.0, six pairs, alpha 2, regParam .5:'
python/bin/python -W ignore run.py 2> errors | tee seen || { cat errors; exit 1; }
diff seen - <<'SEEN' || { echo 'the behaviour has changed'; exit 1; }
confidence 1 + alpha, penalty times count: agrees True
confidence 1 + alpha, penalty as it is: agrees False
confidence alpha, penalty times count: agrees False
SEEN
