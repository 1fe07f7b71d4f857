#!/bin/sh
# The reference pages are what the program makes of the rule files and the catalogue.
#
#   docs_test.sh PROGRAM CHECKOUT
set -eu
made=$(mktemp)
trap 'rm -f "$made"' EXIT
XDG_DATA_HOME=$(dirname "$made")/no-rules-of-our-own
export XDG_DATA_HOME
failed=0
for page in rules:RULES.md catalog:CATALOG.md; do
    "$1" "${page%:*}" --format markdown >"$made"
    if ! cmp -s "$made" "$2/docs/${page#*:}"; then
        echo "docs/${page#*:} is stale: run ./dev docs and commit what it changes"
        failed=1
    fi
done
exit "$failed"
