#!/usr/bin/env bash
# Trains shipped models anew: models/train.sh [NAME ...], names as in recipes.txt, all of them where none is given.
# Needs target/dist (mvn package). A training that was broken off goes on where it was.
set -euo pipefail
cd "$(dirname "$0")/.."
launcher=$(ls target/dist/Bssfp_Relaxometry-*.jar)
output=${OUTPUT:-models}
for name in "${@:-$(cut -d' ' -f1 models/recipes.txt)}"; do
  for each in $name; do
    recipe=$(grep "^$each " models/recipes.txt) || { echo "There is no recipe for $each." >&2; exit 1; }
    eval "keys=(${recipe#"$each"})"
    java -jar "$launcher" train "name=$each" tr=4.8 te=2.4 flip=15 "${keys[@]}" "output=$output" overwrite=true
  done
done
