import { LongText } from "../kit/long_text";
import { Rationale } from "../kit/rationale";
import { ScrollArea } from "../kit/scroll_area";
import { labelsOf } from "./labels";
import { type Props, useMarking } from "./marking";
import { Marks } from "./marks";
import { Palette } from "./palette";
import { Rewrite } from "./rewrite";
import { Sources } from "./sources";
import { Texts } from "./texts";

function Prompt({ item, options }: Props) {
  if (!item.prompt) return null;
  const { prompt: name } = labelsOf(item, options);
  return (
    <>
      <div class="tw-caption">
        <span>{name}</span>
      </div>
      <ScrollArea name={name} look="tw-instruction">
        <LongText text={item.prompt} plain={false} />
      </ScrollArea>
    </>
  );
}

export function CorrectionView(props: Props) {
  const { item, options, rationale, setRationale } = props;
  const marking = useMarking(props);
  const isMarked = options.errors !== "hidden" && (item.target ?? item.source) !== null;
  const sides = (item.source !== null ? 1 : 0) + (item.target !== null ? 1 : 0);
  return (
    <>
      <Prompt {...props} />
      {sides > 0 && (
        <div class={`tw-checking tw-of-${sides} ${isMarked ? "tw-marking" : ""}`}>
          <Texts {...{ props, marking }} />
          {isMarked && <Marks {...{ props, marking }} />}
        </div>
      )}
      {isMarked && <Palette {...{ props, marking }} />}
      <Rewrite props={props} />
      <Sources props={props} />
      <Rationale text={rationale} setText={setRationale} options={options} />
    </>
  );
}
