#!/bin/sh
# How many instructions the simulator takes for an event and for a request, counted by callgrind: the
# difference of two runs, one longer than the other, so that reading and reporting do not count. They
# are the same however busy the machine is. Prints nothing where there is no valgrind.
#
#   instructions.sh PROGRAM CHECKOUT
set -eu
command -v valgrind >/dev/null || exit 0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# count PROGRAM DESIGN SCENARIO SECONDS: instructions, events, requests
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$folder/log" \
        "$1" simulate "$2" --scenario "$3" --seconds "$4" --no-faults --format json >"$folder/report"
    awk '/Collected/ { instructions = $NF }
         match($0, /"events": *[0-9]+/) { split(substr($0, RSTART, RLENGTH), word, ":"); events = word[2] }
         { rest = $0
           while (match(rest, /"offered": *[0-9]+/)) {
               split(substr(rest, RSTART, RLENGTH), word, ":")
               offered += word[2]
               rest = substr(rest, RSTART + RLENGTH)
           } }
         END { printf "%.0f %.0f %.0f", instructions, events, offered }' "$folder/log" "$folder/report"
}

# measure NAME DESIGN SCENARIO SHORT LONG
measure() {
    short=$(count "$program" "$2" "$3" "$4")
    long=$(count "$program" "$2" "$3" "$5")
    echo "$short $long" | awk -v name="$1" '{
        printf "%-36s %10.1f instructions\n", "sim_" name "_event", ($4 - $1) / ($5 - $2)
        printf "%-36s %10.1f instructions\n", "sim_" name "_request", ($4 - $1) / ($6 - $3)
    }'
}

program=$1
measure queue "$2/tests/bench/queue.json" "$2/tests/bench/queue.scenario.json" 20 60
shortener=$2/scenarios/url-shortener
measure shortener "$shortener/reference.json" "$shortener/scenario.json" 10 14
