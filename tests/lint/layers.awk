# Reads docs/ARCHITECTURE.md and then source files; names each #include that its layer may not have.
# The table of layers in that document is the law: | `src/x` | owns | may include | libraries |
#
#   awk -f layers.awk docs/ARCHITECTURE.md src/base/error.h ...

BEGIN {
    FS = "|"
    library["SDL2"] = "SDL.h"
    library["SDL2_ttf"] = "SDL_ttf.h"
    library["SDL2_image"] = "SDL_image.h"
    library["cJSON"] = "cjson/cJSON.h"
    library["SQLite"] = "sqlite3.h"
    for (name in library) {
        outside[library[name]] = name
    }
}

function complain(message) {
    print FILENAME ":" FNR ": " message
    failed = 1
}

function trim(text) {
    gsub(/^[ `]+|[ `]+$/, "", text)
    return text
}

# A row of the table. "all above" and "all but x" are allowed, since people write them.
NR == FNR {
    if ($2 !~ /^ *`src\/[a-z]+`/) {
        next
    }
    layer = trim($2)
    sub(/^src\//, "", layer)
    may[layer, layer] = 1
    words = trim($4)
    if (words == "all above") {
        for (other in known) {
            may[layer, other] = 1
        }
    } else if (words ~ /^all but /) {
        all_but[layer] = substr(words, 9)
    } else {
        count = split(words, word, /, */)
        for (i = 1; i <= count; i++) {
            may[layer, word[i]] = 1
        }
    }
    count = split(trim($5), word, /, */)
    for (i = 1; i <= count; i++) {
        if (word[i] in library) {
            uses[layer, library[word[i]]] = 1
        }
    }
    known[layer] = 1
    next
}

/^[ \t]*#[ \t]*include/ {
    layer = FILENAME
    sub(/.*src\//, "", layer)
    in_main = layer !~ /\//
    sub(/\/.*/, "", layer)
    split($0, part, /["<>]/)
    header = part[2]
    if (!in_main && !(layer in known)) {
        complain("the layer " layer " is not in the table of docs/ARCHITECTURE.md")
    } else if ($0 ~ /"/) {
        other = header
        sub(/\/.*/, "", other)
        if (header !~ /^[a-z]+\/[a-z0-9_]+\.h$/ || !(other in known)) {
            complain("write \"" header "\" as \"layer/file.h\"")
        } else if (!in_main && !may_include(layer, other)) {
            complain(layer " may not include " other)
        }
    } else {
        if (header ~ /SDL|cJSON|sqlite/ && !(header in outside)) {
            complain("write <" header "> as one of the names in tests/lint/layers.awk")
        } else if ((header in outside) && !((layer, header) in uses)) {
            complain(layer " may not use " outside[header])
        }
    }
}

function may_include(layer, other) {
    return (layer, other) in may || (layer in all_but && other != all_but[layer])
}

END {
    count = 0
    for (layer in known) {
        count++
    }
    if (count != 12) {
        print "docs/ARCHITECTURE.md: the table names " count " layers instead of 12"
        failed = 1
    }
    exit failed
}
