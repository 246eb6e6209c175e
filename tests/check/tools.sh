# The tools that ./check needs beside Rust, Node and npm. Sourced, not run.

# Debian packages for what is missing, installed when we are root and named otherwise.
debian_packages() {
    local missing=()
    [ -n "$(postgres_programs)" ] || missing+=(postgresql)
    command -v chromium >/dev/null || missing+=(chromium)
    [ "$(java_major)" -ge 17 ] || missing+=(default-jre-headless)
    has_fonts || missing+=(fonts-dejavu-core fonts-liberation)
    if [ "${#missing[@]}" -eq 0 ]; then
        echo "Nothing is missing."
        return 0
    fi
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Missing: ${missing[*]}. Install them first, on Debian with:"
        echo "    sudo apt-get install --no-install-recommends ${missing[*]}"
        return 1
    fi
    echo "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    limited apt-get update -qq || return 1
    limited apt-get install -y -qq --no-install-recommends "${missing[@]}" || return 1
}

# The version that counts in "21.0.4" is 21, in "1.8.0_402" it is 1, which is too old either way.
java_major() {
    local version
    version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1) || true
    echo "${version:-0}"
}

# Without any font Chromium draws empty boxes, and every measure of width and height is wrong.
has_fonts() {
    find /usr/share/fonts -name '*.ttf' -print -quit 2>/dev/null | grep -q .
}

# The exact versions of tests/package-lock.json, fetched once for each version of that file. Their install
# scripts would download browsers and Java, so they do not run.
npm_packages() {
    local stamp=tests/node_modules/.installed-from
    if cmp -s tests/package-lock.json "$stamp"; then
        echo "Nothing has changed since the last install."
        return 0
    fi
    (cd tests && limited npm ci --ignore-scripts --no-fund --no-audit) || return 1
    cp tests/package-lock.json "$stamp"
}
