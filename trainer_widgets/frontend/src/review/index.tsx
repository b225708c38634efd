import type { Source } from "../custom/source";
import { watch } from "../kit/clock";
import { type Mounting, showing } from "../kit/widget";
import { ReviewFrame } from "./frame";
import { ReviewSession } from "./session";
import "./review.css";

function render(mounting: Mounting): () => void {
  const source = (mounting.model.get("_view") ?? null) as Source | null;
  return showing(mounting, {
    title: "Review",
    open: (transport, signal, root) => {
      const session = new ReviewSession(source, transport, signal);
      watch(session.clock, root, signal);
      window.addEventListener("storage", () => session.countUnsent(), { signal });
      return session;
    },
    draw: (place) => <ReviewFrame {...place} />,
  });
}

export default { render };
