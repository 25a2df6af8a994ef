#!/usr/bin/env bash
# Makes the pictures of the manual and of README.md again, from what the binary prints.
# Needs python3. Run it after a change of output, look at the pictures, commit them.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet
abduce=$PWD/target/debug/abduce
draw=$PWD/docs/terminal_svg.py
images=$PWD/docs/src/images
mkdir -p "$images"

# picture NAME LAST_LINE ARGUMENT... draws `abduce ARGUMENT...`, up to a line.
picture() {
    { "$abduce" --color always "${@:3}" 2>/dev/null || true; } |
        python3 "$draw" "abduce ${*:3}" "$2" >"$images/$1.svg"
}

# shown PAGE FILE writes a file that a page of the manual shows into the folder at hand.
shown() {
    awk -v name="<!-- file: $2 -->" '$0 == name { on = 1; next }
        on && /^```/ { if (open) exit; open = 1; next }
        open' "$images/../$1" >"$2"
}

picture weigh 29 weigh examples/moscow-2015/case.toml

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
shown case-file.md ferry-evidence.toml
picture ferry "" weigh ferry-evidence.toml
shown diagnostics.md loop.toml
picture check "" check loop.toml
