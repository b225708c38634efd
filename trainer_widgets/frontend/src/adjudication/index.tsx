import type { Source } from "../custom/source";
import { watch } from "../kit/clock";
import { type Mounting, showing } from "../kit/widget";
import { AdjudicationFrame } from "./frame";
import { AdjudicationSession } from "./session";
import "./adjudication.css";

function render(mounting: Mounting): () => void {
  const source = (mounting.model.get("_view") ?? null) as Source | null;
  return showing(mounting, {
    title: "Adjudication",
    open: (transport, signal, root) => {
      const session = new AdjudicationSession(source, transport, signal);
      watch(session.clock, root, signal);
      window.addEventListener("storage", () => session.countUnsent(), { signal });
      return session;
    },
    draw: (place) => <AdjudicationFrame {...place} />,
  });
}

export default { render };
