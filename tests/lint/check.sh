#!/bin/sh
# What must hold of the tree itself: the layers, the names at the top, no path of one machine.
# Prints each fault as file:line: what; exits 1 when there is one.
#
#   check.sh CHECKOUT
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
failed=0

fault() {
    printf '%s\n' "$*"
    failed=1
}

# The files of the project: those git knows, or all in an unpacked archive.
files() {
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files
    else
        find . \( -path ./build -o -path ./.git \) -prune -o -type f -print | sed 's|^\./||'
    fi
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT
files >"$list"

grep -E '^src/.*\.[ch]$' "$list" | xargs awk -f "$here/layers.awk" docs/ARCHITECTURE.md || failed=1

tops=$(sed 's|/.*||' "$list" | sort -u)
for entry in $tops; do
    case $entry in
    CMakeLists.txt | CMakePresets.json | LICENSE | README.md | dev) ;;
    src | assets | scenarios | tests | docs) ;;
    .ci | .clang-format | .clang-tidy | .editorconfig | .gitattributes | .gitignore) ;;
    *) fault "$entry: has no place at the top of the tree" ;;
    esac
done

paths='(^|[^[:alnum:]_.:/-])/(home|root|work|Users|tmp/build)/[[:alnum:]]'
if grep -Ev '^tests/(lint|fuzz/corpus)/|\.png$' "$list" | xargs grep -nIE "$paths"; then
    fault "the lines above name a path of one machine"
fi

exit "$failed"
