#!/usr/bin/env bash
# Makes the pictures of the manual and of README.md again, from what the binary prints.
# Needs python3. Run it after a change of output, look at the pictures, commit them.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet
abduce=$PWD/target/debug/abduce
images=$PWD/docs/src/images
mkdir -p "$images"

# picture NAME LAST_LINE ARGUMENT... draws `abduce ARGUMENT...`, up to a line.
picture() {
    COLUMNS=88 "$abduce" --color always "${@:3}" 2>/dev/null |
        python3 docs/terminal_svg.py "abduce ${*:3}" "$2" >"$images/$1.svg" || true
}

picture weigh 60 weigh examples/moscow-2015/case.toml
