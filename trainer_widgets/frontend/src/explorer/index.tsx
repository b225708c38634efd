import type { Source } from "../custom/source";
import { type Mounting, showing } from "../kit/widget";
import { ExplorerFrame } from "./frame";
import { ExplorerSession } from "./session";
import "./explorer.css";

function render(mounting: Mounting): () => void {
  const source = (mounting.model.get("_view") ?? null) as Source | null;
  return showing(mounting, {
    title: "Slices",
    open: (transport, signal) => new ExplorerSession(source, transport, signal),
    draw: (place) => <ExplorerFrame {...place} />,
  });
}

export default { render };
