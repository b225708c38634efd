// Shortcuts that live on the widget's root, and nowhere else.

type KeyAction = (event: KeyboardEvent) => void;
export type Bindings = Record<string, KeyAction>;

const NOT_TYPED_INTO = new Set(["button", "checkbox", "color", "file", "radio", "range", "submit"]);

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return target.isContentEditable;
}

/** The name under which a key is bound: also where a layout has no Latin letters or digits. */
function keyNames(event: KeyboardEvent): string[] {
  const { key, code, shiftKey } = event;
  const names = [key.length === 1 ? key.toLowerCase() : key];
  const byPlace = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1]?.toLowerCase();
  if (byPlace && !shiftKey && !/^[a-z0-9/?]$/.test(names[0] ?? "")) names.push(byPlace);
  return names;
}

export const isSubmitKey = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

/** Groups of bindings; those added last are asked first. */
export class Keymap {
  private groups: Bindings[] = [];

  add(bindings: Bindings): () => void {
    this.groups = [bindings, ...this.groups];
    return () => {
      this.groups = this.groups.filter((group) => group !== bindings);
    };
  }

  private find(names: string[]): KeyAction | undefined {
    for (const group of this.groups) {
      for (const name of names) if (Object.hasOwn(group, name)) return group[name];
    }
    return undefined;
  }

  handle(event: KeyboardEvent): void {
    // JupyterLab acts on keys, and its selectors that end in `:focus` (Alt+Enter runs the cell)
    // match what is in here: none may leave the widget. What the browser itself does with a key
    // (Tab, typing, copying, Space on a button) stays.
    event.stopPropagation();
    this.offer(event);
  }

  /** Acts on a key that it knows; any other goes its way. */
  offer(event: KeyboardEvent): void {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (event.defaultPrevented || event.isComposing) return;
    const action = this.find(namesToAsk(event, modified));
    if (!action) return;
    event.preventDefault();
    action(event);
  }
}

function namesToAsk(event: KeyboardEvent, modified: boolean): string[] {
  if (isSubmitKey(event)) return event.repeat ? [] : ["Submit"];
  // On a held key only moving about goes on.
  const isArrow = event.key.startsWith("Arrow");
  const held = event.repeat && !isArrow;
  if (isArrow && event.altKey && !isTyping(event.target)) return [`Alt+${event.key}`];
  if (modified || held) return [];
  if (isTyping(event.target)) return event.key === "Escape" ? ["Escape"] : [];
  const names = keyNames(event);
  return usedByTarget(event.target, names[0] ?? "") ? [] : names;
}

/** Keys that a native control needs for itself. */
function usedByTarget(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLInputElement && target.type === "radio") {
    return key.startsWith("Arrow") || key === " ";
  }
  const isRead = target instanceof Element && target.matches(".tw-panel *");
  if (isRead && (key === "ArrowUp" || key === "ArrowDown")) return true;
  return key === "Enter" || key === " ";
}

export function listenForKeys(root: HTMLElement, keymap: Keymap, signal: AbortSignal): void {
  root.addEventListener("keydown", (event) => keymap.handle(event), { signal });
  // Notebook 7 listens before the widget can stop a key, and looks at this from the focused
  // element upwards: on the root alone it would come too late for selectors that end in `:focus`.
  const suppress = ({ target }: Event) =>
    (target as Element).setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("focusin", suppress, { signal });
  // JupyterLab listens to these two as well.
  const stay = (event: KeyboardEvent) => event.stopPropagation();
  root.addEventListener("keypress", stay, { signal });
  root.addEventListener("keyup", stay, { signal });
}
