import type { Source } from "../custom/source";
import { watch } from "../kit/clock";
import { type Mounting, showing } from "../kit/widget";
import { RoomFrame } from "./frame";
import { RoomSession } from "./session";
import "./room.css";

function render(mounting: Mounting): () => void {
  const source = (mounting.model.get("_view") ?? null) as Source | null;
  return showing(mounting, {
    title: "Calibration session",
    open: (transport, signal, root) => {
      const session = new RoomSession(source, transport, signal);
      watch(session.clock, root, signal);
      window.addEventListener("storage", () => session.countUnsent(), { signal });
      return session;
    },
    draw: (place) => <RoomFrame {...place} />,
  });
}

export default { render };
