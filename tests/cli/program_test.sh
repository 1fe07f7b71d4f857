#!/bin/sh
# The real program, from outside: its streams, its exit status, its files.
#
#   program_test.sh PROGRAM CHECKOUT
set -eu
program=$1
naive=$2/scenarios/url-shortener/naive.json
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export XDG_DATA_HOME="$folder/data"
unset FAULTLINE_DATA DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR || true

fail() {
    echo "FAILED: $*"
    exit 1
}

# ends STATUS ARGUMENTS...: runs the program, and keeps its streams in out and err.
ends() {
    wanted=$1
    shift
    status=0
    "$program" "$@" >out 2>err || status=$?
    [ "$status" -eq "$wanted" ] || fail "$* ended with $status instead of $wanted: $(cat err)"
}

ends 1 check "$naive"
[ -s out ] && [ ! -s err ] || fail "the findings belong on standard output alone"
ends 0 check - <"$naive" --fail-on never
ends 2 check no-such-file
[ ! -s out ] && [ -s err ] || fail "the diagnostics belong on standard error alone"
ends 2 chekc
grep -q 'did you mean `faultline check`' err || fail "no suggestion"

# Without a display there is no window, but a clear word.
ends 2
grep -q display err || fail "not clear why there is no window: $(cat err)"
[ "$(wc -l <err)" -eq 1 ] || fail "the libraries have their say too: $(cat err)"

# Pictures are whole files of the right kind, and the same each time.
ends 0 render "$naive" -o one.png
ends 0 render "$naive" -o two.png
[ ! -s out ] && [ ! -s err ] || fail "render has nothing to say: $(cat out err)"
cmp one.png two.png || fail "the same picture has other bytes"
[ "$(head -c 8 one.png | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || fail "that is no PNG"
ends 0 render "$naive" -o one.svg --theme dark --scale 2
head -c 5 one.svg | grep -q '<' || fail "that is no SVG"
ends 2 render "$naive" -o no/such/folder/one.png
cp one.png kept.png
ends 2 render no-such-file -o kept.png
cmp one.png kept.png || fail "a failed render touched the file"
[ "$(find . -name '*.png*' | wc -l)" -eq 3 ] || fail "render leaves files behind: $(ls -a)"

# A design may be written over itself.
cp "$naive" own.json
ends 0 validate own.json

# An interrupt ends a run that would take hours, and what there is is printed. It is sent when the
# run holds it back, which Linux tells.
if [ -r /proc/self/status ]; then
    status=0
    "$program" simulate "$naive" --no-faults --seconds 1000000 >out 2>err &
    until grep -q '^SigBlk:.*[2367abef]$' "/proc/$!/status" 2>/dev/null; do
        kill -0 $! || fail "the run ended by itself: $(cat err)"
        sleep 0.1
    done
    kill -INT $!
    wait $! || status=$?
    [ "$status" -eq 0 ] || fail "an interrupted run ended with $status: $(cat err)"
    grep -q 'Cut short' out && grep -q offered out || fail "an interrupt printed nothing of the run"
fi

# A full disk is an error; a reader that went away is not one to talk about.
if [ -e /dev/full ]; then
    status=0
    "$program" rules >/dev/full 2>err || status=$?
    [ "$status" -eq 2 ] && [ -s err ] || fail "a full disk went unnoticed"
fi
("$program" catalog --format json 2>err || true) | head -n 1 >out
[ ! -s err ] || fail "a closed pipe is nobody's fault: $(cat err)"
