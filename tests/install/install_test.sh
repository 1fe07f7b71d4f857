#!/bin/sh
# Installs into a staging folder and uses the program from there, as a package would.
#
#   install_test.sh BUILD_FOLDER CMAKE
set -eu
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
unset FAULTLINE_DATA || true

fail() {
    echo "FAILED: $*"
    exit 1
}

DESTDIR=$stage "$2" --install "$1" --prefix /usr >/dev/null
cd "$stage/usr"
for file in bin/faultline share/faultline/assets/catalog.json share/man/man1/faultline.1 \
    share/faultline/scenarios/url-shortener/scenario.json share/applications/faultline.desktop \
    share/icons/hicolor/scalable/apps/faultline.svg; do
    [ -s "$file" ] || fail "$file was not installed"
done

# The data beside the program is found, and no other: the program was built elsewhere.
bin/faultline scenarios | grep -q url-shortener || fail "the installed scenarios are not listed"
bin/faultline check share/faultline/scenarios/url-shortener/reference.json >/dev/null ||
    fail "the installed reference design does not pass"
mv share/faultline moved
if bin/faultline scenarios >/dev/null 2>&1; then
    fail "scenarios are listed although their folder is gone"
fi
FAULTLINE_DATA=$stage/usr/moved bin/faultline scenarios | grep -q url-shortener ||
    fail "FAULTLINE_DATA is not followed"
