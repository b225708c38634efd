import { useState } from "preact/hooks";
import type { Counted, Facet } from "../../contract";
import { useExplorer } from "../place";
import { shortened } from "../shared/values";
import { choiceOf, choosing, others, toggled } from "./choices";
import { isMany, rowsOf, shownOf } from "./rows";
import { More, type Picking, ValueList } from "./value_list";
import { useValueSearch, type ValueSearch } from "./value_search";

interface FacetProps {
  facet: Facet;
  counted: Counted;
}

/** What a facet of values needs, for its own feature. */
export function usePicking({ facet }: FacetProps): Picking {
  const [session, { sight }] = useExplorer();
  const choice = choiceOf(sight.slice, facet.feature);
  return {
    choice,
    most: Math.max(...facet.all.n, 0),
    onToggle: (value, isNegated) =>
      session.narrow(choosing(sight.slice, facet, toggled(choice, value, isNegated))),
    onOthers: () => session.narrow(choosing(sight.slice, facet, others(facet))),
  };
}

function SearchField({ feature, search }: { feature: string; search: ValueSearch }) {
  return (
    <input
      type="search"
      class="tw-facet-search"
      dir="auto"
      aria-label={`Search the values of ${shortened(feature)}`}
      placeholder="Search values"
      maxLength={1000}
      value={search.words}
      onInput={(event) => search.setWords(event.currentTarget.value)}
    />
  );
}

function SearchState({ found, isSearching }: ValueSearch) {
  const text = isSearching
    ? "Searching…"
    : found && !found.rows.length
      ? "Nothing is like this."
      : "";
  return (
    <p class="tw-facet-state tw-muted" role="status">
      {found?.problem ?? text}
    </p>
  );
}

export function Categories(props: FacetProps) {
  const { facet, counted } = props;
  const [isExpanded, setExpanded] = useState(false);
  const picking = usePicking(props);
  const search = useValueSearch(facet, counted);
  const shown = isExpanded ? Number.POSITIVE_INFINITY : shownOf(facet);
  const { rows, more } = rowsOf(facet, counted, picking.choice, shown);
  const { found, isSearching, words } = search;
  return (
    <>
      {isMany(facet) && <SearchField feature={facet.feature} search={search} />}
      <ValueList rows={found?.rows ?? rows} name={shortened(facet.feature)} {...picking} />
      {(isSearching || found) && <SearchState {...search} />}
      {!words.trim() && (
        <More more={more} isExpanded={isExpanded} onToggle={() => setExpanded(!isExpanded)} />
      )}
    </>
  );
}
