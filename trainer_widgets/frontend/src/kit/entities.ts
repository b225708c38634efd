// Character references, which the Markdown lexer leaves in its text.

const TABLE =
  "amp & lt < gt > quot \" apos ' copy © reg ® trade ™ hellip … mdash — ndash – lsquo ‘ " +
  "rsquo ’ ldquo “ rdquo ” laquo « raquo » bull • middot · deg ° plusmn ± times × divide ÷ " +
  "minus − ne ≠ le ≤ ge ≥ asymp ≈ infin ∞ larr ← rarr → uarr ↑ darr ↓ harr ↔ rArr ⇒ euro € " +
  "pound £ yen ¥ cent ¢ sect § para ¶ frac12 ½ frac14 ¼ frac34 ¾ alpha α beta β gamma γ " +
  "delta δ lambda λ mu μ pi π sigma σ omega ω Delta Δ Omega Ω Sigma Σ szlig ß auml ä " +
  "ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü eacute é egrave è ccedil ç ntilde ñ";

const WORDS = TABLE.split(" ");
const NAMED = new Map([["nbsp", "\u00a0"]]);
for (let at = 0; at < WORDS.length; at += 2) NAMED.set(WORDS[at] ?? "", WORDS[at + 1] ?? "");

function ofNumber(digits: string, base: number): string {
  const code = Number.parseInt(digits, base);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,8}));/gi,
    (raw, hex, decimal, name) => {
      if (hex) return ofNumber(hex, 16);
      if (decimal) return ofNumber(decimal, 10);
      return NAMED.get(name) ?? raw;
    },
  );
}
