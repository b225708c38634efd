import { useEffect, useState } from "preact/hooks";
import { Button } from "../kit/button";
import { useChoice, useKeys, usePlace } from "../kit/context";
import { Rationale } from "../kit/rationale";
import { RewriteEditor } from "../kit/rewrite";
import { useAfterDrawing } from "./after_drawing";
import { asTyped, responseOf } from "./answer";
import { Conversation } from "./conversation";
import { Flags } from "./flags";
import { ActionRow, RefusalRows, VerdictRow } from "./judgement";
import { PolicyCard, usePolicy } from "./policy_card";
import { type Props, useReview } from "./review";
import { Veil } from "./veil";

/** A safe version; nobody has to look at an editor that is not needed. */
function SafeVersion({ item, options, draft, setDraft }: Props) {
  const { root } = usePlace();
  const after = useAfterDrawing();
  const { rewrite } = draft;
  const isDue = options.rewrite === "required" && draft.verdict === "unsafe";
  const original = responseOf(item);
  const setRewrite = (text: string | null) => setDraft((before) => ({ ...before, rewrite: text }));
  const open = () => {
    if (rewrite === null) setRewrite(asTyped(original));
    after(() => root.querySelector<HTMLElement>(".tw-rewrite textarea")?.focus());
  };
  useKeys({ w: open }, options.rewrite !== "hidden");
  if (options.rewrite === "hidden") return null;
  if (rewrite === null) {
    return (
      <div class="tw-safe-version">
        <Button name="Write a safe version" hint="w" onClick={open} />
        {isDue && <span class="tw-muted">required</span>}
      </div>
    );
  }
  return (
    <div class="tw-safe-version tw-begun">
      <RewriteEditor
        text={rewrite}
        setText={setRewrite}
        original={original}
        name="Safe version"
        hint="w"
      />
      <Button name="Discard the safe version" look="quiet" onClick={() => setRewrite(null)} />
    </div>
  );
}

function Head({ props, formatted, setFormatted, veil }: HeadProps) {
  const { item, options } = props;
  const count = item.conversation.length;
  return (
    <div class="tw-caption">
      <span>Conversation</span>
      <span>
        {count} {count === 1 ? "turn" : "turns"}
      </span>
      <span class="tw-space" />
      {options.veil && <Button name="Veil" hint="v" look="quiet" onClick={veil} />}
      <Button
        name="Formatted"
        hint="t"
        look="quiet"
        aria-pressed={formatted}
        onClick={() => setFormatted(!formatted)}
      />
    </div>
  );
}

interface HeadProps {
  props: Props;
  formatted: boolean;
  setFormatted(on: boolean): void;
  veil(): void;
}

function Unveiled({ props, veil }: { props: Props; veil(): void }) {
  const { options, rationale, setRationale, taxonomy } = props;
  const { root } = usePlace();
  const after = useAfterDrawing();
  const [isPlain, setPlain] = useChoice("other text");
  const review = useReview(props);
  const policy = usePolicy();
  // Words are selected in the plain text, so that comes first where they are asked for.
  const marks = options.evidence !== "hidden";
  const formatted = marks === isPlain;
  const setFormatted = (on: boolean) => setPlain(on === marks);
  const toText = () => {
    setFormatted(false);
    after(() => root.querySelector<HTMLElement>(".tw-spans")?.focus());
  };
  useKeys({ t: () => setFormatted(!formatted) });
  useKeys({ x: toText }, marks);
  useKeys({ v: veil }, options.veil);
  return (
    <>
      <div class="tw-safety">
        <div class="tw-reading">
          <Head {...{ props, formatted, setFormatted, veil }} />
          <Conversation {...{ props, review, formatted }} />
        </div>
        <div class="tw-judging">
          <PolicyCard policy={policy} taxonomy={taxonomy} />
          <div class="tw-caption">
            <span>Verdict</span>
          </div>
          <VerdictRow {...props} />
          <Flags {...{ props, review, policy }} />
          <RefusalRows {...props} />
          <ActionRow {...props} />
        </div>
      </div>
      <div class="tw-below">
        <SafeVersion {...props} />
        <Rationale text={rationale} setText={setRationale} options={options} />
      </div>
    </>
  );
}

/** What was unveiled once in this sitting stays so, until it is veiled again or the view ends. */
export function SafetyView(props: Props) {
  const { item, options, saw } = props;
  const { choices } = usePlace().session;
  const name = `unveiled ${item.token}`;
  const [isVeiled, setVeiled] = useState(options.veil && !choices.has(name));
  useEffect(() => {
    if (options.veil && !isVeiled) saw("unveiled");
  }, [options.veil, isVeiled, saw]);
  const turn = (veiled: boolean) => {
    if (veiled) choices.delete(name);
    else choices.add(name);
    setVeiled(veiled);
  };
  if (isVeiled) {
    const { number, conversation } = item;
    return <Veil number={number} turns={conversation.length} lift={() => turn(false)} />;
  }
  return <Unveiled props={props} veil={() => turn(true)} />;
}
