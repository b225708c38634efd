// Which of many names are meant by what has been typed so far.

export interface Choice {
  id: string;
  name: string;
  /** Where it stands in a tree: shown before the name. */
  path?: string | undefined;
  /** A few words about it. */
  hint?: string | undefined;
  /** The key that picks it without this list. */
  hotkey?: string | undefined;
}

/** Without case and diacritics: "cafe" finds "Café". */
export const folded = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

interface Entry {
  choice: Choice;
  name: string;
  all: string;
}

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** How well an entry fits: 0 is best, null is not at all. */
function rankOf({ name, all }: Entry, query: string, words: readonly string[]): number | null {
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  for (let at = name.indexOf(query); at !== -1; at = name.indexOf(query, at + 1)) {
    if (isWordStart(name, at)) return 2;
  }
  if (name.includes(query)) return 3;
  if (all.includes(query)) return 4;
  return words.length > 1 && words.every((word) => all.includes(word)) ? 5 : null;
}

export interface Matches {
  /** The best ones. */
  choices: Choice[];
  /** How many more there are. */
  more: number;
}

/** A list that is asked again and again while somebody types. */
export class Choices {
  private readonly entries: Entry[];

  constructor(choices: readonly Choice[]) {
    this.entries = choices.map((choice) => {
      const { id, name, path = "" } = choice;
      return { choice, name: folded(name), all: folded(`${path} ${name} ${id}`) };
    });
  }

  matching(typed: string, most: number): Matches {
    const query = folded(typed);
    if (query === "") return this.cut(this.entries, most);
    const words = query.split(/\s+/);
    const ranks: Entry[][] = [[], [], [], [], [], []];
    for (const entry of this.entries) {
      const rank = rankOf(entry, query, words);
      if (rank !== null) ranks[rank]?.push(entry);
    }
    return this.cut(ranks.flat(), most);
  }

  /** Whether a name is in the list as it stands, but for case and blanks around it. */
  has(typed: string): boolean {
    const plain = (text: string) => text.normalize("NFC").trim().toLowerCase();
    return this.entries.some(({ choice }) => plain(choice.name) === plain(typed));
  }

  private cut(entries: readonly Entry[], most: number): Matches {
    const choices = entries.slice(0, most).map(({ choice }) => choice);
    return { choices, more: entries.length - choices.length };
  }
}
