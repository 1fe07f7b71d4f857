#!/bin/sh
# The curves of docs/MODEL.md are what the simulator makes of the designs in tests/sim/failures.
#
#   curves_test.sh PROGRAM CHECKOUT
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder"
failed=0
for made in "$folder"/*.svg; do
    kept=docs/screens/${made##*/}
    if ! cmp -s "$made" "$2/$kept"; then
        echo "$kept is stale: run ./dev docs and commit what it changes"
        failed=1
    elif ! grep -q "(screens/${made##*/})" "$2/docs/MODEL.md"; then
        echo "docs/MODEL.md does not show $kept"
        failed=1
    fi
done
exit "$failed"
