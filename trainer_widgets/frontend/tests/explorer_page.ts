// An explorer on a page, with its kernel: made anew for each test of a file.
import { afterEach, beforeEach } from "vitest";
import widget from "../src/explorer";
import type { Condition } from "../src/explorer/conditions";
import { ExplorerKernel } from "./explorer_fakes";
import { press, settle } from "./fakes";

export class ExplorerPage {
  el = document.createElement("div");
  model = new ExplorerKernel();
  end = () => {};

  async show(): Promise<HTMLElement> {
    this.end = widget.render({ model: this.model as never, el: this.el });
    await settle(10);
    return this.root;
  }

  get root(): HTMLElement {
    return this.el.querySelector(".tw") as HTMLElement;
  }

  /** The slices whose rate was asked for. */
  get slices(): Condition[] {
    return this.model.asked("look").map(({ slice }) => slice);
  }

  text(selector: string): string {
    return this.el.querySelector(selector)?.textContent ?? "";
  }

  facet(name: string): HTMLElement {
    return this.el.querySelector(`.tw-facet[aria-label="${name}"]`) as HTMLElement;
  }

  /** The first button whose text begins so. */
  button(name: string, within: ParentNode = this.el): HTMLButtonElement | undefined {
    const buttons = [...within.querySelectorAll("button")];
    return buttons.find((one) => one.textContent?.startsWith(name));
  }

  async click(name: string, within?: ParentNode): Promise<void> {
    this.button(name, within)?.click();
    await settle(10);
  }

  async press(key: string, target: Element | null = this.root): Promise<KeyboardEvent> {
    const event = press(key, target);
    await settle(10);
    return event;
  }

  async type(selector: string, words: string): Promise<HTMLInputElement> {
    const field = this.el.querySelector(selector) as HTMLInputElement;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settle(10);
    return field;
  }
}

export function freshExplorer(): ExplorerPage {
  const page = new ExplorerPage();
  beforeEach(() => {
    localStorage.clear();
    Object.assign(page, new ExplorerPage());
    document.body.append(page.el);
  });
  afterEach(() => {
    page.end();
    page.el.remove();
  });
  return page;
}
