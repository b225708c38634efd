// The author's `Work` in the frame: handed what it needs, and its mistakes told.
import { Component, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../kit/button";
import { useSession } from "../kit/context";
import { Rationale } from "../kit/rationale";
import type { WorkProps } from "../kit/state";
import { kit } from "./kit";
import { Mistake, type ViewSource } from "./source";
import type { Custom, Fields, Handed, Item, Options, Written } from "./view";

interface MistakeProps {
  source: ViewSource;
  error: unknown;
  startAgain?: () => void;
}

function MistakeNotice({ source, error, startAgain }: MistakeProps) {
  return (
    <div class="tw-notice tw-warning tw-mistake" role="alert">
      <p>
        <strong>The view has a mistake:</strong> {source.mistake(error).message}
      </p>
      <p>
        Correct it and run the cell again. What you have submitted is kept; Skip, Escalate and Undo
        work.
      </p>
      {startAgain && <Button name="Empty this draft" onClick={startAgain} />}
    </div>
  );
}

interface BoundaryProps {
  source: ViewSource;
  startAgain(): void;
  children: ComponentChildren;
}

/** Shows what went wrong in place of what could not be drawn. */
class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  override componentDidCatch(error: unknown): void {
    // With its stack, for whoever looks into the browser's console.
    console.error(error);
    this.setState({ error });
  }

  override render({ source, startAgain, children }: BoundaryProps) {
    const { error } = this.state;
    if (error === null) return children;
    const again = () => {
      startAgain();
      this.setState({ error: null });
    };
    const canDraw = !(error instanceof Mistake);
    return <MistakeNotice source={source} error={error} {...(canDraw && { startAgain: again })} />;
  }
}

/** What a handler of the view throws reaches the window only. */
function useThrown(source: ViewSource): unknown {
  const [thrown, setThrown] = useState<unknown>(null);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const tell = (error: unknown) => {
      if (source.threw(error)) setThrown(error);
    };
    window.addEventListener("error", ({ error }) => tell(error), { signal });
    window.addEventListener("unhandledrejection", ({ reason }) => tell(reason), { signal });
    return () => ending.abort();
  }, [source]);
  return thrown;
}

export function workOf(
  source: ViewSource,
  author: Written,
  empty: (item: Item, options: Options) => Fields,
) {
  const { Work } = author;
  return function CustomWork(props: WorkProps<Custom, Fields>) {
    const { item, options, taxonomy, draft, setDraft, saw, rationale, setRationale } = props;
    const [session] = useSession<Custom, Fields>();
    const thrown = useThrown(source);
    const handed: Handed = {
      ...{ kit, item, options, taxonomy, draft, saw },
      setDraft: (change) =>
        setDraft((before) => ({
          ...before,
          ...(typeof change === "function" ? change(before) : change),
        })),
      submit: () => void session.sitting.submit(),
    };
    return (
      <div class="tw-custom">
        {thrown !== null && <MistakeNotice source={source} error={thrown} />}
        <Boundary source={source} startAgain={() => setDraft(() => empty(item, options))}>
          <Work {...handed} />
        </Boundary>
        <Rationale text={rationale} setText={setRationale} options={options} />
      </div>
    );
  };
}
