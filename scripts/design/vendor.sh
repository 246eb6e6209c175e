#!/bin/sh
# Fetches what assets/vendor holds, at the versions pinned below, and builds our theme with
# Designsystemet's own tool. Nobody needs to run this to build or to test: the result is kept in the
# tree. Run it to change a version, then read the difference and commit it together with CHECKSUMS.
#
#   scripts/design/vendor.sh          fetch, build, replace assets/vendor, write CHECKSUMS
#   scripts/design/vendor.sh --check  compare assets/vendor with CHECKSUMS; needs no network
#
# Not here: our own style sheet, script and icons. Those are written by hand in assets/web.
set -eu

CSS_VERSION=1.22.0     # @digdir/designsystemet-css: the components
CLI_VERSION=1.15.0     # @digdir/designsystemet: makes the theme's variables from theme.config.json
HTMX_VERSION=4.0.1     # htmx.org
FONT_VERSION=5.3.0     # @fontsource-variable/source-sans-3
TTF_VERSION=3.52.0     # source-sans: the whole font, which documents embed

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
vendor="$root/assets/vendor"

if [ "${1:-}" = "--check" ]; then
    cd "$vendor"
    sha256sum --check --strict --quiet CHECKSUMS
    # A file that nobody has written down is as wrong as a changed one.
    listed=$(wc -l < CHECKSUMS)
    present=$(find . -type f ! -name CHECKSUMS | wc -l)
    if [ "$listed" -ne "$present" ]; then
        echo "assets/vendor has $present files, CHECKSUMS lists $listed" >&2
        exit 1
    fi
    echo "assets/vendor: $present files as written down"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name":"vendor","private":true}' > package.json
# No package may run anything of its own while it is installed.
npm install --ignore-scripts --no-audit --no-fund --save-exact \
    "@digdir/designsystemet-css@$CSS_VERSION" \
    "@digdir/designsystemet@$CLI_VERSION" \
    "htmx.org@$HTMX_VERSION" \
    "@fontsource-variable/source-sans-3@$FONT_VERSION" \
    "source-sans@$TTF_VERSION"

cp "$root/assets/web/theme.config.json" designsystemet.config.json
npx --no-install designsystemet tokens create --config designsystemet.config.json
npx --no-install designsystemet tokens build

# put FOLDER PACKAGE VERSION: a fresh folder with the package's licence and where it came from.
put() {
    rm -rf "${vendor:?}/$1"
    mkdir -p "$vendor/$1"
    cp "node_modules/$2"/LICENSE* "$vendor/$1/LICENSE"
    printf '%s %s\n' "$2" "$3" > "$vendor/$1/VERSION"
}

put designsystemet @digdir/designsystemet-css "$CSS_VERSION"
cp node_modules/@digdir/designsystemet-css/dist/src/index.css "$vendor/designsystemet/designsystemet.css"

put theme @digdir/designsystemet "$CLI_VERSION"
cp design-tokens-build/brygga.css "$vendor/theme/theme.css"

put htmx htmx.org "$HTMX_VERSION"
cp node_modules/htmx.org/dist/htmx.min.js "$vendor/htmx/htmx.min.js"

put source-sans-3 @fontsource-variable/source-sans-3 "$FONT_VERSION"
for slope in normal italic; do
    cp "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-$slope.woff2" \
        "$vendor/source-sans-3/"
done

put source-sans-ttf source-sans "$TTF_VERSION"
for weight in Regular Bold; do
    cp "node_modules/source-sans/TTF/SourceSans3-$weight.ttf" "$vendor/source-sans-ttf/"
done

cd "$vendor"
find . -type f ! -name CHECKSUMS | LC_ALL=C sort | xargs sha256sum > CHECKSUMS
wc -c ./*/*.css ./*/*.js ./*/*.woff2
