import { usePlace } from "../kit/context";
import { Saved } from "../kit/saved";
import { DecidingHeader } from "./header";
import type { DecidingPlace } from "./place";
import type { PostedKinds, Posting, PostingState } from "./posting";

type AnyPosting = Posting<PostedKinds, PostingState<PostedKinds>>;

/** The header of a list whose decisions go through the outbox. */
export function PostingHeader({ word }: { word: string }) {
  const { session } = usePlace() as unknown as DecidingPlace<AnyPosting>;
  const open = session.open.length;
  return (
    <DecidingHeader
      open={open}
      done={session.entries.length - open}
      word={word}
      fresh={{ name: "Look for new ones", hint: "n" }}
      saved={<Saved state={session.state} />}
    />
  );
}
