// An anywidget view in which items of one's own task, whichever it is, are looked at.
import type { ComponentType } from "preact";
import type { Source } from "../custom/source";
import type { Transport } from "../kit/transport";
import type { Visit, VisitState } from "../kit/visit";
import { type Counted, countWork, type Mounting, type Place, showing } from "../kit/widget";

type SessionOf<V> = new (source: Source | null, transport: Transport, signal: AbortSignal) => V;

export function widgetOf<S extends VisitState, V extends Visit<S> & Counted>(
  title: string,
  Session: SessionOf<V>,
  Frame: ComponentType<Place<V>>,
) {
  const render = (mounting: Mounting) => {
    const source = (mounting.model.get("_view") ?? null) as Source | null;
    return showing<S, V>(mounting, {
      title,
      open: (transport, signal, root) => {
        const session = new Session(source, transport, signal);
        countWork(session, root, signal);
        return session;
      },
      draw: (place) => <Frame {...place} />,
    });
  };
  return { render };
}
