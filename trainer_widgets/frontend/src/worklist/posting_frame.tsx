// A list whose decisions go through the outbox: its header, one entry on screen, and its help.
import type { ComponentType } from "preact";
import { usePlace } from "../kit/context";
import { Undelivered } from "../kit/notices";
import { Saved } from "../kit/saved";
import type { KeyHelp } from "../kit/state";
import { Notice } from "../kit/states";
import { Chosen, WorklistFrame } from "./frame";
import { WorklistHeader } from "./header";
import { WorklistHelp } from "./help";
import type { WorklistPlace } from "./place";
import type { PostedKinds, PostingState, PostingWorklist } from "./posting";

type AnyPosting = PostingWorklist<PostedKinds, PostingState<PostedKinds>>;

/** What differs from one such list to another. */
interface PostingParts<E> {
  /** What a decided one is called: "reviewed". */
  word: string;
  nothing: { title: string; why: string };
  /** What one entry is called. */
  name: string;
  List: ComponentType;
  Entry: ComponentType<{ entry: E }>;
  Footer: ComponentType;
  help: { does: string; keys: readonly KeyHelp[]; kept: string };
}

function usePosting(): AnyPosting {
  return (usePlace() as unknown as WorklistPlace<AnyPosting>).session;
}

function Header({ word }: { word: string }) {
  const session = usePosting();
  const open = session.open.length;
  return (
    <WorklistHeader
      open={open}
      done={session.entries.length - open}
      word={word}
      fresh={{ name: "Look for new ones", hint: "n" }}
      saved={<Saved state={session.state} />}
    />
  );
}

function Work<E extends object>({ nothing, name, List, Entry }: PostingParts<E>) {
  const { entries, entry } = usePosting();
  if (!entries.length) {
    return (
      <Notice title={nothing.title}>
        <p class="tw-muted">{nothing.why}</p>
      </Notice>
    );
  }
  return (
    <div class="tw-worklist tw-narrow-list">
      <List />
      {entry && (
        <Chosen name={name}>
          <Entry entry={entry as E} />
        </Chosen>
      )}
    </div>
  );
}

export function postingFrame<E extends object, S extends object>(parts: PostingParts<E>) {
  const { word, Footer, help } = parts;
  const own = {
    Header: () => <Header word={word} />,
    Notices: Undelivered,
    Work: () => <Work {...parts} />,
    Footer: () => (usePosting().entries.length ? <Footer /> : null),
    Help: () => <WorklistHelp {...help} unsent={usePosting().state.unsent} />,
  };
  return (place: WorklistPlace<S>) => <WorklistFrame place={place} {...own} />;
}
