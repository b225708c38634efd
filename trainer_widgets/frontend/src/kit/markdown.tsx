// Markdown as elements: the lexer's tokens are turned into nodes, never into HTML text.
import { Lexer, type MarkedToken, type Token, type Tokens } from "marked";
import type { ComponentChildren, VNode } from "preact";
import { useMemo } from "preact/hooks";
import { CopyButton } from "./copy_button";
import { decodeEntities } from "./entities";
import { formulas } from "./formulas";
import { Link } from "./link";
import { directionOf, Leaves, type Mark } from "./marked_text";

const DEEPEST = 24;
/** The lexer's time grows with the square of a paragraph's length. */
const LONGEST_PARAGRAPH = 16_000;
const DEEPLY_QUOTED = /^(?:[ \t]*>){24}/m;

/** The tokens of a text, or null where it is too wild to be read as Markdown. */
function tokensOf(source: string): Token[] | null {
  const clean = source.replaceAll("\0", "\ufffd");
  if (DEEPLY_QUOTED.test(clean)) return null;
  if (clean.split(/\n[ \t]*\n/).some((block) => block.length > LONGEST_PARAGRAPH)) return null;
  try {
    return new Lexer({ gfm: true, extensions: formulas }).lex(clean);
  } catch {
    return null;
  }
}

class Drawing {
  private readonly leaves: Leaves;
  private depth = 0;

  constructor(leaves: Leaves) {
    this.leaves = leaves;
  }

  all(tokens: readonly Token[] | undefined): ComponentChildren {
    this.depth += 1;
    const drawn = (tokens ?? []).map((token) => this.one(token as MarkedToken));
    this.depth -= 1;
    return drawn;
  }

  private text(text: string): ComponentChildren {
    return this.leaves.draw(text);
  }

  private block(node: VNode): VNode {
    this.leaves.gap();
    return node;
  }

  private one(token: MarkedToken): ComponentChildren {
    if (this.depth > DEEPEST) return this.text(token.raw);
    switch (token.type) {
      case "heading":
        // Headings of a text are not headings of the page: their levels would not fit.
        return this.block(
          <p class={`tw-h${token.depth}`} dir="auto">
            {this.all(token.tokens)}
          </p>,
        );
      case "paragraph":
        return this.block(<p dir="auto">{this.all(token.tokens)}</p>);
      case "blockquote":
        return <blockquote dir={directionOf(token.raw)}>{this.all(token.tokens)}</blockquote>;
      case "code":
        return this.code(token.text, token.lang ?? "");
      case "list":
        return this.list(token);
      case "table":
        return this.table(token);
      case "hr":
        return <hr />;
      case "space":
      case "def":
        return null;
      case "html":
        return token.block ? <p dir="auto">{this.text(token.raw)}</p> : this.text(token.raw);
      default:
        return this.inline(token);
    }
  }

  private inline(token: MarkedToken): ComponentChildren {
    switch (token.type) {
      case "strong":
        return <strong>{this.all(token.tokens)}</strong>;
      case "em":
        return <em>{this.all(token.tokens)}</em>;
      case "del":
        return <s>{this.all(token.tokens)}</s>;
      case "codespan":
        return <code>{this.text(token.text)}</code>;
      case "br":
        return <br />;
      case "link": {
        const bare = decodeEntities(token.text) === token.href;
        return (
          <Link href={token.href} bare={bare}>
            {this.all(token.tokens)}
          </Link>
        );
      }
      case "image":
        return (
          <span class="tw-image">
            Image not loaded: {this.text(token.text)}{" "}
            <bdi class="tw-address">{token.href.slice(0, 300)}</bdi>
          </span>
        );
      case "checkbox":
        return this.text(token.checked ? "☑ " : "☐ ");
      case "text":
        return token.tokens ? this.all(token.tokens) : this.text(decodeEntities(token.text));
      case "escape":
        return this.text(token.text);
      default:
        return this.formula(token);
    }
  }

  private formula(token: { type: string; raw: string; text?: unknown }): ComponentChildren {
    const text = String(token.text ?? token.raw);
    if (token.type === "formula_block") {
      return this.block(
        <pre class="tw-formula" dir="ltr">
          {this.text(text)}
        </pre>,
      );
    }
    return token.type === "formula" ? (
      <code dir="ltr">{this.text(text)}</code>
    ) : (
      this.text(token.raw)
    );
  }

  private code(text: string, language: string): VNode {
    return this.block(
      <div class="tw-code">
        <div class="tw-code-bar">
          <span>{language.slice(0, 30)}</span>
          <CopyButton text={text} name="Copy code" />
        </div>
        <pre dir="ltr">
          <code>{this.text(text)}</code>
        </pre>
      </div>,
    );
  }

  private list(list: Tokens.List): VNode {
    const items = list.items.map((item, index) => (
      <li key={index} dir="auto" class={item.task ? "tw-task" : undefined}>
        {this.all(item.tokens)}
        {this.leaves.gap()}
      </li>
    ));
    const dir = directionOf(list.raw);
    if (!list.ordered) return <ul dir={dir}>{items}</ul>;
    return (
      <ol dir={dir} start={list.start === "" ? 1 : list.start}>
        {items}
      </ol>
    );
  }

  private table(table: Tokens.Table): VNode {
    const cells = (row: Tokens.TableCell[], Cell: "th" | "td") =>
      row.map((cell, index) => (
        <Cell key={index} dir="auto" class={cell.align ? `tw-${cell.align}` : undefined}>
          {this.all(cell.tokens)}
          {this.leaves.gap()}
        </Cell>
      ));
    return (
      <table>
        <thead>
          <tr>{cells(table.header, "th")}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    );
  }
}

/** What a reader sees of a Markdown text, for comparing and searching. */
export function visibleText(source: string): string {
  const tokens = tokensOf(source);
  if (!tokens) return source;
  const leaves = new Leaves();
  new Drawing(leaves).all(tokens);
  return leaves.text;
}

interface MarkdownProps {
  source: string;
  /** Stretches of `visibleText(source)`, in order. */
  marks?: readonly Mark[] | undefined;
}

export function Markdown({ source, marks }: MarkdownProps) {
  const tokens = useMemo(() => tokensOf(source), [source]);
  const drawn = useMemo(() => {
    if (!tokens) return null;
    return new Drawing(new Leaves(marks)).all(tokens);
  }, [tokens, marks]);
  if (!tokens) return <PlainText text={source} marks={marks} />;
  return <div class="tw-markdown">{drawn}</div>;
}

const CHUNK = 20_000;

/** Text as it is, in chunks that the browser lays out only where they are seen. */
export function PlainText({ text, marks }: { text: string; marks?: readonly Mark[] | undefined }) {
  const drawn = useMemo(() => {
    const leaves = new Leaves(marks);
    const count = Math.max(1, Math.ceil(text.length / CHUNK));
    return Array.from({ length: count }, (_, index) => (
      <span key={index} class="tw-chunk">
        {leaves.draw(text.slice(index * CHUNK, (index + 1) * CHUNK))}
      </span>
    ));
  }, [text, marks]);
  return (
    <div class="tw-plain-text" dir="auto">
      {drawn}
    </div>
  );
}
