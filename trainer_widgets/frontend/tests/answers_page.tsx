// Answers on a page, for the tests of their views.
import { render } from "preact";
import { afterEach, beforeEach } from "vitest";
import { type Answered, answersOf } from "../src/answers";
import { PlaceProvider } from "../src/kit/context";
import { Keymap } from "../src/kit/keys";
import { HARM } from "./answered_items";
import { settle } from "./fakes";

export let root: HTMLElement;
let session: object;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  const ask = () => new Promise(() => {});
  session = { choices: new Set(), signal: new AbortController().signal, state: {}, ask };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

export const by = (who: string, plain: unknown, more: Partial<Answered> = {}): Answered => ({
  ...{ who, kind: "person", action: plain === null ? "skip" : "answer", plain },
  ...{ marks: [], columns: [] },
  ...more,
});

interface Drawn {
  item?: unknown;
  options?: object;
  said: Answered[];
}

export async function draw(task: string | null, { item = null, options = {}, said }: Drawn) {
  const Answers = answersOf(task);
  const letters = [{ name: "A", text: "llama <b>" }];
  const keymap = new Keymap();
  root.addEventListener("keydown", (event) => keymap.handle(event));
  render(
    <PlaceProvider value={{ session, keymap, root }}>
      <Answers {...{ item, options, said, letters }} taxonomy={HARM} />
    </PlaceProvider>,
    root,
  );
  await settle(2);
}

/** The table as text: a row a line, cells between bars. */
export function grid(): string[] {
  return [...root.querySelectorAll(".tw-answer-grid tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, " ").trim()).join(" | "),
  );
}

export const isClean = () => root.querySelector("img, script, b") === null;
export const MOST = " (not what most said)";
export const OTHERS = " (others said something else)";
