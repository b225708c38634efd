// Makes an anywidget view of a task's view.
import type { RenderProps } from "@anywidget/types";
import { render as mount } from "preact";
import { watch } from "./clock";
import { focusOnClick, keepFocus } from "./focus";
import { Frame } from "./frame";
import { Keymap, listenForKeys } from "./keys";
import type { Task } from "./protocol";
import { Session } from "./session";
import type { TaskView } from "./state";
import { type Channel, Transport } from "./transport";
import "./theme.css";
import "./frame.css";
import "./text.css";
import "./marks.css";
import "./panel.css";

/** What anywidget hands over; older ones pass no signal. */
type Mounting = Pick<RenderProps, "model" | "el"> & { signal?: AbortSignal };

function makeRoot(el: HTMLElement, title: string): HTMLElement {
  const root = document.createElement("section");
  root.className = "tw";
  root.tabIndex = -1;
  root.setAttribute("aria-label", title);
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(root);
  return root;
}

/**
 * A restart of the kernel closes the comm for good; its model tells so, but not to whom it hands
 * out as a proxy whether it is alive. So the worst is believed, and a reply takes it back.
 */
function watchKernel(
  { model }: Mounting,
  session: { setGone(gone: boolean): void; probe(): void },
  signal: AbortSignal,
): void {
  const doubt = () => {
    session.setGone(true);
    session.probe();
  };
  const close = () => session.setGone(true);
  const channel = model as unknown as Channel;
  const events = { comm_live_update: doubt, "comm:close": close, destroy: close };
  for (const [name, react] of Object.entries(events)) {
    channel.on(name, react);
    signal.addEventListener("abort", () => channel.off(name, react), { once: true });
  }
}

function wakeOnReturn<T extends Task, D>(session: Session<T, D>, signal: AbortSignal): void {
  window.addEventListener("online", () => session.wake(), { signal });
  window.addEventListener("focus", () => session.wake(), { signal });
  window.addEventListener("storage", () => session.countUnsent(), { signal });
  window.addEventListener("pagehide", () => session.drafts?.flush(), { signal });
}

export function widgetOf<T extends Task, D>(view: TaskView<T, D>) {
  function render(mounting: Mounting): () => void {
    let ending: AbortController;
    const end = () => ending.abort();
    const begin = () => {
      ending = new AbortController();
      const { signal } = ending;
      mounting.signal?.addEventListener("abort", end, { once: true, signal });
      const root = makeRoot(mounting.el, view.title);
      const transport = new Transport(mounting.model as unknown as Channel, signal);
      const session = new Session(view, transport, signal);
      session.onLeave = () => {
        end();
        begin().focus();
      };
      const keymap = new Keymap();
      listenForKeys(root, keymap, signal);
      keepFocus(root, signal);
      focusOnClick(root, signal);
      watch(session.clock, root, signal);
      wakeOnReturn(session, signal);
      watchKernel(mounting, session, signal);
      mount(<Frame session={session} keymap={keymap} root={root} />, root);
      signal.addEventListener(
        "abort",
        () => {
          mount(null, root);
          root.remove();
        },
        { once: true },
      );
      void session.begin();
      return root;
    };
    begin();
    return end;
  }
  return { render };
}
