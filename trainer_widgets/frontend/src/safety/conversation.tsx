import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../contract";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { LongText } from "../kit/long_text";
import { ScrollArea } from "../kit/scroll_area";
import { SpanText } from "../kit/span_text";
import type { Props, Review } from "./review";

const ROLES: Record<Message["role"], string> = {
  system: "System",
  user: "User",
  assistant: "Assistant",
};

/** So many turns right before the one under review are always there, and after it. */
const NEAR = 1;
/** Where the turn under review begins at first: below so much of the area, or higher. */
const CONTEXT = 0.35;
/** So much of the area at most is given to what would be cut at its upper edge. */
const MOST_UNCUT = 0.2;

function Turn({ turn, number }: { turn: Message; number: number }) {
  return (
    <div class={`tw-turn tw-turn-${turn.role}`}>
      <span class="tw-role">
        {ROLES[turn.role]} <span class="tw-turn-number">{number}</span>
      </span>
      <LongText text={turn.content} plain={false} />
    </div>
  );
}

/** What is marked in the text, and what is done with it. */
export type Marking = Pick<Review, "marks" | "onPick" | "onSelect" | "selection">;

interface ReviewedProps extends Pick<Props, "item" | "options"> {
  review: Marking;
  formatted: boolean;
  turn: RefObject<HTMLElement | null>;
}

function Reviewed({ item, options, review, formatted, turn }: ReviewedProps) {
  const { conversation, reviewed } = item;
  const message = conversation[reviewed] as Message;
  const { marks, onPick, onSelect, selection } = review;
  return (
    <article
      ref={turn as RefObject<HTMLElement>}
      class="tw-turn tw-reviewed"
      aria-label="Turn under review"
    >
      <span class="tw-role">
        {ROLES[message.role]} <span class="tw-turn-number">{reviewed + 1}</span>
        <strong class="tw-under-review">under review</strong>
      </span>
      {formatted || options.evidence === "hidden" ? (
        <LongText text={message.content} plain={!formatted} />
      ) : (
        <SpanText
          text={message.content}
          name="Text under review"
          spans={marks}
          {...{ selection, onSelect, onPick }}
        />
      )}
    </article>
  );
}

interface FoldedProps {
  turns: Message[];
  first: number;
  what: "earlier" | "later";
  open: boolean;
  toggle(): void;
}

function Folded({ turns, first, what, open, toggle }: FoldedProps) {
  if (turns.length === 0) return null;
  const count = `${turns.length} ${what} ${turns.length === 1 ? "turn" : "turns"}`;
  const button = (
    <Button
      name={open ? `Fold ${count}` : `Show ${count}`}
      {...(what === "earlier" ? { hint: "o" } : {})}
      look="quiet"
      aria-expanded={open}
      onClick={toggle}
    />
  );
  const drawn = open && turns.map((turn, at) => <Turn key={at} turn={turn} number={first + at} />);
  return (
    <div class="tw-folded">
      {button}
      {drawn}
    </div>
  );
}

/** A turn of which only the beginning is hidden is shown from its beginning. */
function uncut(box: HTMLElement): void {
  const edge = box.getBoundingClientRect().top;
  for (const turn of box.children) {
    const hidden = edge - turn.getBoundingClientRect().top;
    const isLess = hidden < box.clientHeight * MOST_UNCUT;
    // The first one goes with the padding above it.
    if (hidden > 0 && isLess) box.scrollTop = turn.previousSibling ? box.scrollTop - hidden : 0;
  }
}

/** The turn under review is in view at first, and stays where it is when turns unfold above. */
function useInView(isOpen: boolean) {
  const area = useRef<HTMLDivElement>(null);
  const turn = useRef<HTMLElement>(null);
  const before = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after turns have unfolded or folded
  useLayoutEffect(() => {
    const [box, target] = [area.current, turn.current];
    if (!box || !target) return;
    const top = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const wanted = before.current ?? Math.min(top, box.clientHeight * CONTEXT);
    box.scrollTop += top - wanted;
    if (before.current === null) uncut(box);
    before.current = null;
  }, [isOpen]);
  const remember = () => {
    const [box, target] = [area.current, turn.current];
    if (box && target) {
      before.current = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
    }
  };
  return { area, turn, remember };
}

interface ConversationProps {
  props: Pick<Props, "item" | "options">;
  review: Marking;
  formatted: boolean;
}

export function Conversation({ props, review, formatted }: ConversationProps) {
  const { item, options } = props;
  const { conversation, reviewed } = item;
  const [earlier, setEarlier] = useState(false);
  const [later, setLater] = useState(false);
  const { area, turn, remember } = useInView(earlier);
  const first = Math.max(0, reviewed - NEAR);
  // A fold of one turn would save nothing.
  const from = first <= 1 ? 0 : first;
  const after = conversation.slice(reviewed + 1);
  const unfold = () => {
    remember();
    setEarlier(!earlier);
  };
  useKeys({ o: unfold }, from > 0);
  return (
    <ScrollArea area={area} name="Conversation" look="tw-conversation">
      <Folded
        what="earlier"
        turns={conversation.slice(0, from)}
        first={1}
        open={earlier}
        toggle={unfold}
      />
      {conversation.slice(from, reviewed).map((one, at) => (
        <Turn key={at} turn={one} number={from + at + 1} />
      ))}
      <Reviewed {...{ item, options, review, formatted, turn }} />
      <Folded
        what="later"
        turns={after}
        first={reviewed + 2}
        open={later}
        toggle={() => setLater(!later)}
      />
    </ScrollArea>
  );
}
