#!/bin/sh
# Make .venv hold what the named requirements files ask for; instant when it does already.
#   PYTHON=python3.12 tools/ensure-venv.sh requirements.txt [more.txt ...]
set -eu
cd "$(dirname "$0")/.."
venv=.venv
python=$venv/bin/python

# The stamp is written last, and says what was installed: an interrupted or outdated set-up is simply done again.
stamp=$venv/.installed
for file in "$@"; do stamp=$stamp-${file%.txt}; done
wanted() { cat requirements.txt constraints.txt "$@"; }
if "$python" -c '' 2>/dev/null && [ -f "$stamp" ] && wanted "$@" | cmp -s - "$stamp"; then
    exit 0
fi

base=${PYTHON:-python3}
if ! "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "CinemaPulse needs Python 3.11 or newer; '$base' is not. Name another one with PYTHON=python3.12" >&2
    exit 1
fi
# An install that was cut short may have left half a package that looks whole: start over.
if [ -f "$venv/.installing" ] || ! "$python" -c 'import pip' 2>/dev/null; then
    echo "Creating $venv ..."
    if ! "$base" -m venv --clear "$venv"; then
        echo "Could not create $venv: does '$base' have its venv module (on Debian: apt install python3-venv)?" >&2
        exit 1
    fi
fi
echo "Installing $* ..."
touch "$venv/.installing"
set -- "$@" --
while [ "$1" != -- ]; do set -- "$@" -r "$1"; shift; done
shift
"$python" -m pip install --quiet --disable-pip-version-check --no-input "$@"
shift_files() { while [ $# -gt 0 ]; do printf '%s\n' "$2"; shift 2; done; }
files=$(shift_files "$@")
# shellcheck disable=SC2086  # the names hold no spaces
wanted $files > "$stamp.new"
mv "$stamp.new" "$stamp"
rm "$venv/.installing"
