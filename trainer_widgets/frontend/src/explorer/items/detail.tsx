// One item opened: all answers side by side, or as one annotator saw it, and what else is known.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { answersOf } from "../../answers";
import type { Explored, OpenedItem, Said } from "../../contract";
import { Button, Key } from "../../kit/button";
import { visible } from "../../kit/marked_text";
import { Bench, type Host } from "../../looking/bench";
import { Look } from "../../looking/look";
import type { AnyView } from "../../looking/task_views";
import { AsSeen } from "./as_seen";
import { Escalations } from "./escalations";
import { Labels } from "./labels";
import { answersProps, tokenOf, toldApart } from "./opened";
import "./opened.css";

interface ItemDetailProps {
  /** Null until it is here. */
  opened: OpenedItem | null;
  explored: Explored;
  /** Null where there is no task. */
  view: AnyView | null;
  host: Host;
  /** Why the item does not come. */
  trouble: string | null;
  onClose(): void;
  /** To the next item or the one before. */
  onStep(by: 1 | -1): void;
  canStep(by: 1 | -1): boolean;
}

interface ShownProps {
  opened: OpenedItem;
  explored: Explored;
  view: AnyView | null;
  bench: Bench;
}

/** Whose screen is shown; null for all answers side by side. */
type Seen = number | null;

function Close({ onClose }: Pick<ItemDetailProps, "onClose">) {
  return <Button name="Close" look="quiet" aria-label="Close the item" onClick={onClose} />;
}

/** The ways to its neighbours, and out. */
function Ways({
  onClose,
  onStep,
  canStep,
}: Pick<ItemDetailProps, "onClose" | "onStep" | "canStep">) {
  const step = (name: string, hint: string, by: 1 | -1) => (
    <Button
      name={name}
      hint={hint}
      look="quiet"
      aria-label={`${name} item`}
      disabled={!canStep(by)}
      onClick={() => onStep(by)}
    />
  );
  return (
    <span class="tw-opened-ways-on">
      {step("Previous", "[", -1)}
      {step("Next", "]", 1)}
      <Close onClose={onClose} />
    </span>
  );
}

function Gold({ gold }: Pick<OpenedItem, "gold">) {
  if (!gold) return null;
  return (
    <p class="tw-opened-gold">
      <strong>Gold</strong> <bdi>{visible(gold.expected)}</bdi>
      {gold.reason && <bdi class="tw-muted">{visible(gold.reason)}</bdi>}
    </p>
  );
}

function Head({ opened, children }: { opened: OpenedItem; children: ComponentChildren }) {
  return (
    <div class="tw-opened-head">
      <h2>
        <bdi>{opened.item_id}</bdi>
      </h2>
      <Key>i</Key>
      <dl class="tw-opened-features">
        {opened.features.map(({ name, text }, at) => (
          <div key={at}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd title={text}>
              <bdi>{visible(text)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </div>
  );
}

interface LooksProps {
  said: readonly Said[];
  seen: Seen;
  setSeen(seen: Seen): void;
}

/** The ways to look at it. */
function Looks({ said, seen, setSeen }: LooksProps) {
  const first = said.findIndex(({ item }) => item !== null);
  if (first === -1) return null;
  const choose = (event: Event) => setSeen(Number((event.target as HTMLSelectElement).value));
  return (
    <fieldset class="tw-opened-ways" aria-label="How the item is shown">
      <Button name="Side by side" aria-pressed={seen === null} onClick={() => setSeen(null)} />
      <Button
        name="As seen by"
        aria-pressed={seen !== null}
        onClick={() => setSeen(seen ?? first)}
      />
      <select aria-label="Annotator" value={seen ?? first} onChange={choose}>
        {said.map(
          (one, at) =>
            one.item !== null && (
              <option key={at} value={at}>
                {[one.annotator, toldApart(one, said)].filter(Boolean).join(", ")}
              </option>
            ),
        )}
      </select>
    </fieldset>
  );
}

function SideBySide({ opened, explored, bench }: Omit<ShownProps, "view">) {
  // Without a project there is no item to show in a task's terms.
  const Answers = answersOf(opened.item ? explored.task : null);
  const props = useMemo(() => answersProps(opened, explored), [opened, explored]);
  return (
    <Look name="Answers side by side" look="tw-side-by-side" bench={bench}>
      <Answers {...props} />
    </Look>
  );
}

/** Who has lifted the veil of an item sees it on everybody's screen. */
function shareVeil({ choices }: Bench, { item, said }: OpenedItem): void {
  const names = [item, ...said.map((one) => one.item)].map((one) => `unveiled ${tokenOf(one)}`);
  if (names.some((name) => choices.has(name))) for (const name of names) choices.add(name);
}

function Shown({ opened, explored, view, bench }: ShownProps) {
  const [seen, setSeen] = useState<Seen>(null);
  const { said, escalations } = opened;
  const one = seen === null ? undefined : said[seen];
  const choose = (next: Seen) => {
    shareVeil(bench, opened);
    setSeen(next);
  };
  return (
    <>
      {view && <Looks said={said} seen={seen} setSeen={choose} />}
      {one && view ? (
        <AsSeen key={seen} said={one} {...{ explored, view, bench }} />
      ) : (
        <SideBySide {...{ opened, explored, bench }} />
      )}
      <Labels {...{ opened, explored }} />
      <Escalations entries={escalations} />
    </>
  );
}

export function ItemDetail(props: ItemDetailProps) {
  const { opened, explored, view, host, trouble, onClose } = props;
  const [bench] = useState(() => new Bench(host));
  return (
    <section class="tw-opened" aria-label="Item">
      {trouble && (
        <p class="tw-complaint" role="alert">
          {trouble}
        </p>
      )}
      {opened ? (
        <>
          <Head opened={opened}>
            <Ways {...props} />
          </Head>
          <Gold gold={opened.gold} />
          <Shown key={opened.item_id} {...{ opened, explored, view, bench }} />
        </>
      ) : (
        <p class="tw-muted">
          {!trouble && "Fetching the item… "}
          <Close onClose={onClose} />
        </p>
      )}
    </section>
  );
}
