#!/bin/sh
# The program itself, in a window on this display: opens a design, has its title in the window's even
# where the locale has no such characters, is told to quit, and has kept the session.
#
#   program_test.sh FAULTLINE DESIGN
set -eu
faultline=$1
design=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

LC_ALL=C XDG_DATA_HOME=$folder "$faultline" "$design" &
program=$!

tries=0
until window=$(xdotool search --onlyvisible --class '^faultline$' | grep .); do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { echo "there is no window"; exit 1; }
    kill -0 "$program" || { echo "the program has ended"; exit 1; }
    sleep 0.1
done
tries=0
until xdotool getwindowname "$window" | grep -q '. – Faultline$'; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "the title is $(xdotool getwindowname "$window")"; exit 1; }
    sleep 0.1
done
xdotool windowfocus "$window" key ctrl+q
wait "$program" || { echo "the program ended with $?"; exit 1; }
find "$folder/faultline" -type f | grep -q . || { echo "nothing was kept"; exit 1; }
