// The texts that are checked, side by side, with the marks in them.
import { Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { type SpanMark, SpanText } from "../kit/span_text";
import { hasSides, type Side, textOf } from "./answer";
import { labelOf, toneOf } from "./categories";
import { labelsOf, languageName } from "./labels";
import { focusText, type Marking, type Props } from "./marking";

const KEYS: Record<Side, string> = { source: "o", target: "t" };

interface TextProps {
  props: Props;
  marking: Marking;
  side: Side;
}

function spansOf({ draft, taxonomy }: Props, { current }: Marking, side: Side): SpanMark[] {
  const here = draft.marks.filter((mark) => mark.side === side);
  return here.map((mark) => ({
    id: mark.id,
    start: mark.start,
    end: mark.end,
    label: labelOf(mark, taxonomy),
    tone: toneOf(mark.category, taxonomy),
    current: mark.id === current?.id,
  }));
}

function Text({ props, marking, side }: TextProps) {
  const { item, options } = props;
  const { root } = usePlace();
  const language = side === "source" ? item.source_language : item.target_language;
  const caption = labelsOf(item, options)[side];
  const told = languageName(language);
  const name = told ? `${caption} (${told})` : caption;
  const isMarked = options.errors !== "hidden" && (side === "target" || hasSides(options));
  useKeys({ [KEYS[side]]: () => focusText(root, side) });
  return (
    <section class={`tw-checked tw-text-${side}`} aria-label={name}>
      <div class="tw-caption">
        <span>{caption}</span>
        {told && <span class="tw-language">{told}</span>}
        <Key>{KEYS[side]}</Key>
      </div>
      <div class="tw-checked-text">
        <SpanText
          text={textOf(item, side)}
          name={name}
          spans={spansOf(props, marking, side)}
          selection={marking.selected?.side === side ? marking.selected : null}
          onSelect={(span) => isMarked && marking.select(side, span)}
          onPick={marking.pick}
          omissions={isMarked}
          lang={language ?? undefined}
          code={!!options.code && side === "target"}
          home={side === "target" && options.errors !== "hidden"}
        />
      </div>
    </section>
  );
}

export function Texts({ props, marking }: { props: Props; marking: Marking }) {
  const { item } = props;
  return (
    <>
      {item.source !== null && <Text {...{ props, marking }} side="source" />}
      {item.target !== null && <Text {...{ props, marking }} side="target" />}
    </>
  );
}
