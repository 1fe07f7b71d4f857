#!/bin/sh
# Plants one fault at a time in a small tree, and expects check.sh to name it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

fresh_tree() {
    rm -rf "${tree:?}"/*
    for layer in base model history sim rules round export board ui platform cli; do
        mkdir -p "$tree/src/$layer"
        printf '#include <stddef.h>\n#include "base/error.h"\n' >"$tree/src/$layer/a.c"
    done
    mkdir -p "$tree/docs"
    cp "$here/../../docs/ARCHITECTURE.md" "$tree/docs"
    printf '#include "cli/cli.h"\n#include "platform/window.h"\n' >"$tree/src/main.c"
}

# holds WHAT: the tree as it stands passes.
holds() {
    if ! GIT_DIR=/nowhere sh "$here/check.sh" "$tree"; then
        echo "FAILED: refused, and should not be: $1"
        failures=$((failures + 1))
    fi
}

# caught MESSAGE FILE LINE: the tree with LINE added to FILE is refused, with MESSAGE.
caught() {
    fresh_tree
    mkdir -p "$(dirname "$tree/$2")"
    printf '%s\n' "$3" >>"$tree/$2"
    if said=$(GIT_DIR=/nowhere sh "$here/check.sh" "$tree"); then
        echo "FAILED: not noticed in $2: $3"
        failures=$((failures + 1))
    elif ! printf '%s' "$said" | grep -qF "$1"; then
        echo "FAILED: $2: $3: expected '$1', got: $said"
        failures=$((failures + 1))
    fi
}

fresh_tree
holds "a tree without a fault"
printf '#include <SDL.h>\n#include "ui/frame.h"\n' >>"$tree/src/platform/a.c"
printf '#include "round/score.h"\n#include "ui/frame.h"\n' >>"$tree/src/cli/a.c"
printf '#include <sqlite3.h>\n#include "sim/run.h"\n' >>"$tree/src/rules/a.c"
holds "what the table allows"

caught 'src/base/a.c:3: base may not include model' src/base/a.c '#include "model/design.h"'
caught 'sim may not include history' src/sim/a.c '  #  include "history/editor.h"'
caught 'board may not include sim' src/board/a.c '#include "sim/run.h"'
caught 'cli may not include platform' src/cli/a.c '#include "platform/window.h"'
caught 'ui may not use SDL2' src/ui/a.c '#include <SDL.h>'
caught 'model may not use SQLite' src/model/a.c '#include <sqlite3.h>'
caught 'rules may not use cJSON' src/rules/a.c '#include <cjson/cJSON.h>'
caught 'as one of the names' src/platform/a.c '#include <SDL2/SDL.h>'
caught 'as "layer/file.h"' src/model/a.c '#include "design.h"'
caught 'as "layer/file.h"' src/model/a.c '#include "../base/error.h"'
caught 'not in the table' src/extra/a.c '#include "base/error.h"'
caught 'notes.txt: has no place' notes.txt 'hello'
caught 'a path of one machine' docs/NOTES.md 'see /home/ann/faultline'

[ "$failures" -eq 0 ] || exit 1
