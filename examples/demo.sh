#!/bin/sh
# The main job on both example trials: convert, check, push to a folder that stands for a server, pull back, show.
set -eu
cd "$(dirname "$0")/.."
rm -rf demo
mkdir demo

echo "== convert: text to FHIR bundles"
fhiradapter convert examples/*.txt --out demo/bundles
echo
echo "== check: structure of every resource"
fhiradapter check demo/bundles
echo
echo "== push: to a folder store, twice (the second time nothing changes)"
fhiradapter push demo/bundles --server demo/store > demo/first-push.tsv
fhiradapter push demo/bundles --server demo/store > demo/second-push.tsv
echo
echo "== pull: back from the store, and compare"
for bundle in demo/bundles/*.json; do
    trial=$(basename "$bundle" .json)
    fhiradapter pull "$trial" --server demo/store --out demo/pulled
    cmp "$bundle" "demo/pulled/$trial.json" && echo "$trial: equal to what was pushed"
done
echo
echo "== show: the schedules, read back from FHIR"
fhiradapter show demo/pulled
