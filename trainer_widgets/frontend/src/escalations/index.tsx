import type { Source } from "../custom/source";
import { type Mounting, showing } from "../kit/widget";
import { LeadFrame } from "./frame";
import { LeadSession } from "./session";
import "./ruling.css";

function render(mounting: Mounting): () => void {
  const source = (mounting.model.get("_view") ?? null) as Source | null;
  return showing(mounting, {
    title: "Escalations",
    open: (transport, signal) => new LeadSession(source, transport, signal),
    draw: (place) => <LeadFrame {...place} />,
  });
}

export default { render };
