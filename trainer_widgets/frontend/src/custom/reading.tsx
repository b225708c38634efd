// Texts with their names above them.
import { LongText } from "../kit/long_text";
import { ScrollArea } from "../kit/scroll_area";
import { SpanText, type SpanTextProps } from "../kit/span_text";

/** What is above a part of a view; those who do not see it hear it as the part's own name. */
export function Caption({ name }: { name: string }) {
  return (
    <div class="tw-caption" aria-hidden="true">
      {name}
    </div>
  );
}

interface ReadingProps {
  text: string;
  name: string;
  /** Rendered as Markdown; otherwise every character is shown as it is. */
  markdown?: boolean;
}

/** A text to be read; a long one scrolls on its own. */
export function Reading({ text, name, markdown = false }: ReadingProps) {
  return (
    <div>
      <Caption name={name} />
      <ScrollArea name={name} look="tw-reading">
        <LongText text={text} plain={!markdown} />
      </ScrollArea>
    </div>
  );
}

/** A text in which words are selected and marked. */
export function SpanReading(props: SpanTextProps) {
  return (
    <div>
      <Caption name={props.name} />
      <SpanText {...props} />
    </div>
  );
}
