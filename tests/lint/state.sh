#!/bin/sh
# Names each variable of the layers that outlives a call and can be changed: there must be none, so
# that two apps can live in one process. Looks at the object files, where `static` cannot hide.
#
#   state.sh OBJDUMP LIBRARY...
set -eu
objdump=$1
shift
for library in "$@"; do
    # The sanitizers' and the coverage tool's own variables are not ours.
    "$objdump" -t "$library" | awk -v library="${library##*/}" '
        /^[^ ]+\.o:/ { object = $1 }
        $0 ~ / O (\.data|\.data\.rel|\.data\.rel\.local|\.bss|\.tdata|\.tbss|\*COM\*)\t/ &&
            $NF !~ /^(__odr_asan|__gcov|__asan|__sanitizer|__llvm)/ {
            print library ": " object " " $NF " can be changed and belongs to no one"
            failed = 1
        }
        END { exit failed }
    ' || failed=1
done
exit "${failed:-0}"
