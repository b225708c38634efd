// About how many syllables an English line has. Spelling does not tell for sure, and a count
// that pretends to know would annoy poets: whoever shows it says "about".

/** Words whose spelling misleads the rule below, by how many syllables they have. */
const EXCEPTIONS: Record<number, string> = {
  1: "choir eye fire hour our prayer queue real the",
  2:
    "being business chocolate colonel create different doing evening every favorite flower " +
    "forest going heaven homework lion lonely ocean people poem poet quiet science seeing " +
    "someone sometimes something somewhere tower wednesday",
  3: "area creation diary idea poetry theatre violet",
};

const KNOWN = new Map(
  Object.entries(EXCEPTIONS).flatMap(([count, words]) =>
    words.split(" ").map((word) => [word, Number(count)] as const),
  ),
);

const VOWELS = /[aeiouy]+/g;

export function syllablesOfWord(word: string): number {
  const plain = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'");
  const known = KNOWN.get(plain) ?? KNOWN.get(plain.replace(/'?s$/, ""));
  if (known) return known;
  const letters = plain.replace(/[^a-z]/g, "");
  if (!letters) return /[\p{L}\p{N}]/u.test(word) ? 1 : 0;
  const stem = letters
    .replace(/([^aeiouy]|qu)(?:es|ed)$/, (ending, before) =>
      /(?:[sxz]|ch|sh|[cg])es$/.test(letters) || /[td]ed$/.test(letters) ? ending : before,
    )
    .replace(/([^aeiouyl]|[aeiouy]l)e$/, "$1")
    .replace(/(?<=[aeiouy][^aeiouy]+)e(?=(?:ly|less|ful|ness|ment)$)/, "");
  const groups = stem.match(VOWELS)?.length ?? 0;
  // Vowels that stand together and are spoken apart.
  const apart = stem.match(
    /i[ao](?!u)(?<!(?:[cgst]|sh|ll)i[ao])|[^gq]u[aeo](?!l)|eo(?!u)|ying|(?<=.)y[aeo]/g,
  );
  return Math.max(1, groups + (apart?.length ?? 0));
}

export function syllablesOfLine(line: string): number {
  const words = line.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu) ?? [];
  return words.reduce((sum, word) => sum + syllablesOfWord(word), 0);
}
