// What somebody wrote, in their own words; much of it is a box that scrolls.
import { useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { visible } from "../../kit/marked_text";
import { ScrollArea } from "../../kit/scroll_area";

/** So much is shown without a box, in letters and in lines. */
const MUCH = 900;
const LINES = 12;

const isMuch = (text: string): boolean => text.length > MUCH || text.split("\n").length > LINES;

function Words({ text }: { text: string }) {
  return (
    <p class="tw-quote" dir="auto">
      {visible(text)}
    </p>
  );
}

function Boxed({ text }: { text: string }) {
  const [all, showAll] = useState(false);
  const turn = (
    <Button
      name={all ? "Show less" : "Show all"}
      look="quiet"
      aria-expanded={all}
      onClick={() => showAll(!all)}
    />
  );
  return (
    <div class="tw-much">
      {all ? (
        <Words text={text} />
      ) : (
        <ScrollArea name="What they wrote" look="tw-some-lines">
          <Words text={text} />
        </ScrollArea>
      )}
      {turn}
    </div>
  );
}

export function Quote({ text }: { text: string | null | undefined }) {
  if (!text?.trim()) return null;
  return isMuch(text) ? <Boxed text={text} /> : <Words text={text} />;
}
