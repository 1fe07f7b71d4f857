#!/bin/sh
# What the answers that try many runs say of shipped designs: two references can be had for their
# price or less, no size mends a first sketch, and a design bears about what the estimate says that
# its bottleneck does.
#
#   answers_test.sh PROGRAM CHECKOUT
set -eu
program=$1
shipped=$2/scenarios
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

wrong() {
    echo "$1"
    cat "$folder/answer"
    failed=1
}

# value NAME: the first one of that name in the answer, without quotes
value() {
    sed -n "s/^.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" "$folder/answer" | head -n 1
}

# holds EXPRESSION: of numbers
holds() {
    awk "BEGIN { exit !($1) }"
}

# fits DESIGN SECONDS FAULTS: FAULTS of the scenario's strike at least
fits() {
    "$program" size "$shipped/$1" --seconds "$2" --format json >"$folder/answer"
    [ "$(value outcome)" = fits ] &&
        holds "$(value cost_usd_month) <= $(value cost_before_usd_month)" &&
        holds "$(value faults) >= $3" || wrong "$1 does not fit its price"
}

fits url-shortener/reference.json 24 8
fits notification-service/reference.json 60 5

"$program" size "$shipped/url-shortener/naive.json" --seconds 60 --format json >"$folder/answer"
[ "$(value outcome)" = impossible ] && [ -n "$(value slo)" ] || wrong "a first sketch is mended by size"

"$program" estimate "$shipped/url-shortener/reference.json" --format json >"$folder/answer"
headroom=$(value headroom)
"$program" envelope "$shipped/url-shortener/reference.json" --seconds 4 --format json >"$folder/answer"
holds "$(value breaks) <= 1.011 * $(value holds)" &&
    holds "$(value holds) > 0.9 * $headroom && $(value holds) < 1.1 * $headroom" ||
    wrong "the reference does not bear about $headroom times its load"
[ "$(value bottleneck)" = links ] || wrong "something else than its service breaks first"

exit "$failed"
