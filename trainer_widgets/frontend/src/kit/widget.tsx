// Makes an anywidget view: a root on the page, a visit, its keys, and what is drawn of it.
import type { RenderProps } from "@anywidget/types";
import { type ComponentChild, render as mount } from "preact";
import { type ActiveClock, watch } from "./clock";
import { focusOnClick, keepFocus } from "./focus";
import { Frame } from "./frame";
import { Keymap, listenForKeys } from "./keys";
import type { Task } from "./protocol";
import { Session } from "./session";
import type { TaskView } from "./state";
import { type Channel, Transport } from "./transport";
import type { Visit, VisitState } from "./visit";
import "./theme.css";
import "./frame.css";
import "./text.css";
import "./marks.css";
import "./panel.css";

/** What anywidget hands over; older ones pass no signal. */
export type Mounting = Pick<RenderProps, "model" | "el"> & { signal?: AbortSignal };

/** Where a session is on screen. */
export interface Place<V> {
  session: V;
  keymap: Keymap;
  root: HTMLElement;
}

interface Shown<V> {
  title: string;
  open(transport: Transport, signal: AbortSignal, root: HTMLElement): V;
  draw(place: Place<V>): ComponentChild;
}

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

function wakeOnReturn<S extends VisitState>(session: Visit<S>, signal: AbortSignal): void {
  window.addEventListener("online", () => session.wake(), { signal });
  window.addEventListener("focus", () => session.wake(), { signal });
  window.addEventListener("pagehide", () => session.rest(), { signal });
}

/** What of a visit's work may be counted: its time, and what is not sent yet. */
export interface Counted {
  clock?: ActiveClock;
  countUnsent?(): void;
}

/** Counts while somebody works here, and what is sent from other tabs. */
export function countWork(session: Counted, root: HTMLElement, signal: AbortSignal): void {
  if (session.clock) watch(session.clock, root, signal);
  window.addEventListener("storage", () => session.countUnsent?.(), { signal });
}

/** Puts a view on the page; what comes back takes it off again. */
export function showing<S extends VisitState, V extends Visit<S>>(
  mounting: Mounting,
  { title, open, draw }: Shown<V>,
): () => void {
  let ending: AbortController;
  const end = () => ending.abort();
  const begin = () => {
    ending = new AbortController();
    const { signal } = ending;
    mounting.signal?.addEventListener("abort", end, { once: true, signal });
    const root = makeRoot(mounting.el, title);
    const session = open(new Transport(mounting.model as unknown as Channel, signal), signal, root);
    session.onLeave = () => {
      end();
      begin().focus();
    };
    const keymap = new Keymap();
    listenForKeys(root, keymap, signal);
    keepFocus(root, signal);
    focusOnClick(root, signal);
    wakeOnReturn(session, signal);
    watchKernel(mounting, session, signal);
    mount(draw({ session, keymap, root }), root);
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

export function widgetOf<T extends Task, D>(view: TaskView<T, D>) {
  const open = (transport: Transport, signal: AbortSignal, root: HTMLElement) => {
    const session = new Session(view, transport, signal);
    countWork(session, root, signal);
    return session;
  };
  const shown: Shown<Session<T, D>> = {
    title: view.title,
    open,
    draw: (place) => <Frame {...place} />,
  };
  return { render: (mounting: Mounting) => showing(mounting, shown) };
}
