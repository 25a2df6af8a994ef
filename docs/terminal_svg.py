#!/usr/bin/env python3
"""Draws what a program printed to a terminal as an SVG picture.

usage: COMMAND | terminal_svg.py TITLE [LAST_LINE] > picture.svg

Reads text with ANSI colours, writes a window with TITLE as its typed command, up to
line LAST_LINE. Standard library only. Every run of characters is pinned to its cells, so
that the columns stand whatever font the reader has; blocks of bars are drawn as shapes.
"""
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL, LINE, SIZE, PAD, TOP = 8.4, 19.0, 14, 18, 44
INK, FAINT, PAPER, BAR = "#d7dae0", "#8b919c", "#1b1e24", "#2a2e36"
COLOURS = ["#4b5263", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0"]
BRIGHT = ["#7f8590", "#f0838b", "#b3dd95", "#f2d08e", "#82c3f7", "#d992ef", "#7ad0da", "#ffffff"]
EIGHTHS = {chr(0x2588 + i): (8 - i) / 8 for i in range(8)}  # full block down to one eighth


def width(char):
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def colour(n):
    if n < 16:
        return (COLOURS + BRIGHT)[n]
    if n < 232:
        levels = [0, 95, 135, 175, 215, 255]
        n -= 16
        return "#%02x%02x%02x" % (levels[n // 36], levels[n // 6 % 6], levels[n % 6])
    return "#%02x%02x%02x" % ((8 + (n - 232) * 10,) * 3)


def restyle(style, codes):
    """The style after an escape sequence ESC [ codes m."""
    codes = [int(c or 0) for c in codes.split(";")]
    while codes:
        c = codes.pop(0)
        if c == 0:
            style = {}
        elif c == 38 and codes[:1] == [5]:
            style = {**style, "fill": colour(codes[1])}
            codes = codes[2:]
        elif c == 38 and codes[:1] == [2]:
            style = {**style, "fill": "#%02x%02x%02x" % tuple(codes[1:4])}
            codes = codes[4:]
        elif 30 <= c <= 37:
            style = {**style, "fill": COLOURS[c - 30]}
        elif 90 <= c <= 97:
            style = {**style, "fill": BRIGHT[c - 90]}
        elif c == 39:
            style = {k: v for k, v in style.items() if k != "fill"}
        elif c in (1, 2, 3, 4):
            style = {**style, ["bold", "faint", "italic", "underline"][c - 1]: True}
        elif c == 22:
            style = {k: v for k, v in style.items() if k not in ("bold", "faint")}
        elif c in (23, 24):
            style = {k: v for k, v in style.items() if k != {23: "italic", 24: "underline"}[c]}
    return style


def attributes(style):
    fill = style.get("fill", FAINT if style.get("faint") else INK)
    out = f' fill="{fill}"'
    if style.get("bold"):
        out += ' font-weight="bold"'
    if style.get("italic"):
        out += ' font-style="italic"'
    if style.get("underline"):
        out += ' text-decoration="underline"'
    return out, fill


def draw_run(text, style, column, y):
    """One run of equal style, split where bars start and end."""
    out = []
    attrs, fill = attributes(style)
    for part in re.findall(r"[\u2588-\u258f]+|[·]+|[^\u2588-\u258f·]+", text):
        x = PAD + column * CELL
        n = sum(width(c) for c in part)
        if part[0] in EIGHTHS:
            cells = sum(EIGHTHS[c] for c in part)
            out.append(f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="{n * CELL:.1f}" height="12" fill="{BAR}"/>')
            out.append(f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="{cells * CELL:.1f}" height="12" fill="{fill}"/>')
        elif part[0] == "·":
            out.append(f'<rect x="{x:.1f}" y="{y - 11:.1f}" width="{n * CELL:.1f}" height="12" fill="{BAR}"/>')
        else:
            # A text of its own after each gap: browsers fold several spaces into one.
            for word in re.finditer(r"[^ ]+(?: [^ ]+)*", part):
                at = x + sum(width(c) for c in part[: word.start()]) * CELL
                cells = sum(width(c) for c in word[0])
                out.append(f'<text x="{at:.1f}" y="{y:.1f}" textLength="{cells * CELL:.1f}" lengthAdjust="spacingAndGlyphs"{attrs}>{escape(word[0])}</text>')
        column += n
    return out, column


def main():
    title = sys.argv[1]
    last = int(sys.argv[2]) if sys.argv[2:] and sys.argv[2] else None
    lines = sys.stdin.read().rstrip("\n").split("\n")[:last]
    body, style, widest = [], {}, 40
    for i, line in enumerate(lines):
        y, column = TOP + 22 + i * LINE, 0
        for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
            if piece.startswith("\x1b["):
                style = restyle(style, piece[2:-1])
            elif piece:
                drawn, column = draw_run(piece, style, column, y)
                body += drawn
        widest = max(widest, column)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))
    w, h = PAD * 2 + widest * CELL, TOP + 18 + len(lines) * LINE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:.0f}" height="{h:.0f}" viewBox="0 0 {w:.0f} {h:.0f}" role="img" aria-label="{escape(title, {chr(34): "&quot;"})}">')
    print(f"<title>{escape(title)}</title>\n<desc>{escape(plain)}</desc>")
    print(f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/><path d="M0 8a8 8 0 0 1 8-8h{w - 16:.0f}a8 8 0 0 1 8 8v24H0z" fill="{BAR}"/>')
    print('<circle cx="18" cy="16" r="5" fill="#e06c75"/><circle cx="36" cy="16" r="5" fill="#e5c07b"/><circle cx="54" cy="16" r="5" fill="#98c379"/>')
    print(f'<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="{SIZE}">')
    print(f'<text x="72" y="21" fill="{FAINT}" font-size="13">$ {escape(title)}</text>')
    print("\n".join(body))
    print("</g></svg>")


main()
