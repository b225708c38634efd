import { useEffect, useState } from "preact/hooks";
import { type Condition, partsOf, replaced } from "../conditions";
import { useExplorer } from "../place";
import { ANYWHERE } from "../words";

/** Milliseconds without a key after which a text is searched for. */
const PAUSE = 400;

const isSearch = (part: Condition): part is Extract<Condition, { type: "contains" }> =>
  part.type === "contains" && part.feature === ANYWHERE;

/** One field that searches every text of the items, and the rationales. */
export function TextSearch() {
  const [session, { sight }] = useExplorer();
  const now = partsOf(sight.slice).parts.find(isSearch)?.text ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const search = (text: string) => {
    const words = text.trim();
    const fresh: Condition[] = words ? [{ type: "contains", feature: ANYWHERE, text: words }] : [];
    session.narrow(replaced(session.state.sight.slice, isSearch, fresh), "text search");
    setTyped(null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed begins to wait anew
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => search(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <input
      type="search"
      class="tw-facet-search"
      dir="auto"
      aria-label="Search all texts"
      placeholder="Search all texts"
      maxLength={1000}
      value={typed ?? now}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && typed !== null) search(typed);
      }}
    />
  );
}
