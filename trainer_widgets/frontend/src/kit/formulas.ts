// LaTeX stays as it was written: Markdown would eat its backslashes and underscores.
import type { TokenizerThis, Tokens } from "marked";

// As pandoc does: no blank inside the dollars, no digit after them, so "$5 and $10" is money.
const INLINE =
  /^(?:\$\$[^$]{1,2000}?\$\$|\$(?![\s$])(?:\\.|[^$\\\n]){0,500}?(?<!\s)\$(?!\d)|\\\((?:[^\\\n]|\\(?!\))){1,2000}\\\)|\\\[(?:[^\\]|\\(?!\])){1,2000}\\\])/;
const BLOCK =
  /^ {0,3}(?:\$\$[\s\S]{1,4000}?\$\$|\\\[[\s\S]{1,4000}?\\\]|\\begin\{(\w+\*?)\}[\s\S]{1,4000}?\\end\{\1\})[ \t]*(?:\n|$)/;

type Read = (this: TokenizerThis, source: string) => Tokens.Generic | undefined;
type Start = (this: TokenizerThis, source: string) => number | undefined;

function found(type: string, match: RegExpExecArray | null): Tokens.Generic | undefined {
  return match ? { type, raw: match[0], text: match[0].trim() } : undefined;
}

const readInline: Read = (source) => found("formula", INLINE.exec(source));
const readBlock: Read = (source) => found("formula_block", BLOCK.exec(source));

const startInline: Start = (source) => {
  const at = source.search(/\$|\\[([]/);
  return at === -1 ? undefined : at;
};

const startBlock: Start = (source) => {
  const at = source.search(/\n {0,3}(?:\$\$|\\\[|\\begin\{)/);
  return at === -1 ? undefined : at + 1;
};

export const formulas = {
  renderers: {},
  childTokens: {},
  inline: [readInline],
  block: [readBlock],
  startInline: [startInline],
  startBlock: [startBlock],
};
