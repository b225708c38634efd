// LaTeX stays as it was written: Markdown would eat its backslashes and underscores.
import type { TokenizerAndRendererExtension, Tokens } from "marked";

// As pandoc does: no blank inside the dollars, no digit after them, so "$5 and $10" is money.
const INLINE =
  /^(?:\$\$[^$]{1,2000}?\$\$|\$(?![\s$])(?:\\.|[^$\\\n]){0,500}?(?<!\s)\$(?!\d)|\\\((?:[^\\\n]|\\(?!\))){1,2000}\\\)|\\\[(?:[^\\]|\\(?!\])){1,2000}\\\])/;
const BLOCK =
  /^ {0,3}(?:\$\$[\s\S]{1,4000}?\$\$|\\\[[\s\S]{1,4000}?\\\]|\\begin\{(\w+\*?)\}[\s\S]{1,4000}?\\end\{\1\})[ \t]*(?:\n|$)/;

function found(type: string, match: RegExpExecArray | null): Tokens.Generic | undefined {
  return match ? { type, raw: match[0], text: match[0].trim() } : undefined;
}

export const inlineFormula: TokenizerAndRendererExtension = {
  name: "formula",
  level: "inline",
  start: (source) => {
    const at = source.search(/\$|\\[([]/);
    return at === -1 ? undefined : at;
  },
  tokenizer: (source) => found("formula", INLINE.exec(source)),
};

export const blockFormula: TokenizerAndRendererExtension = {
  name: "formula_block",
  level: "block",
  start: (source) => {
    const at = source.search(/\n {0,3}(?:\$\$|\\\[|\\begin\{)/);
    return at === -1 ? undefined : at + 1;
  },
  tokenizer: (source) => found("formula_block", BLOCK.exec(source)),
};
