// The features on the left: what remains of each, and what is chosen of it.
import { useState } from "preact/hooks";
import type { Facet } from "../../contract";
import { Button } from "../../kit/button";
import { isBinned } from "../charts/codes";
import { type Condition, featureOf, partsOf, replaced } from "../conditions";
import { count } from "../formats";
import { useExplorer } from "../place";
import { shortened, Value } from "../shared/values";
import { ANYWHERE } from "../words";
import { Categories } from "./categories";
import { Measures } from "./measures";
import { TextSearch } from "./text_search";
import "./facets.css";

/** With more facets than this, one looks for them by name. */
const MANY = 12;
/** So many are unfolded at first. */
const UNFOLDED = 8;

const about = (feature: string) => (part: Condition) => featureOf(part) === feature;

interface FoldProps {
  facet: Facet;
  isOpen: boolean;
  onFold(): void;
}

function Head({ facet, isOpen, onFold }: FoldProps) {
  const [session, { sight }] = useExplorer();
  const { feature, kind, n_values: n } = facet;
  const isOwn = about(feature);
  const isChosen = !isBinned({ kind }) && partsOf(sight.slice).parts.some(isOwn);
  return (
    <div class="tw-facet-head">
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={onFold}>
          <Value text={feature} />
        </button>
      </h3>
      {!isBinned({ kind }) && <span class="tw-muted">{count(n)}</span>}
      {isChosen && (
        <Button
          name="Clear"
          look="quiet"
          onClick={() => session.narrow(replaced(sight.slice, isOwn, []))}
        >
          Clear<span class="tw-hidden"> {shortened(feature)}</span>
        </Button>
      )}
    </div>
  );
}

function FacetView(props: FoldProps) {
  const { facet, isOpen } = props;
  const [, { isLate, overview, turn }] = useExplorer();
  const counted = overview?.facets.find(({ feature }) => feature === facet.feature) ?? facet.all;
  const isOld = isLate && overview?.turn !== turn;
  return (
    <section class={`tw-facet ${isOld ? "tw-late" : ""}`} aria-label={shortened(facet.feature)}>
      <Head {...props} />
      {isOpen &&
        (isBinned(facet) ? (
          <Measures facet={facet} counted={counted} />
        ) : (
          <Categories facet={facet} counted={counted} />
        ))}
    </section>
  );
}

/** Which facets are unfolded: the first ones, those in use, and what somebody opened. */
function useFolds(slice: Condition) {
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { parts } = partsOf(slice);
  const isOpen = (feature: string, place: number) =>
    folds.get(feature) ?? (place < UNFOLDED || parts.some(about(feature)));
  const fold = (feature: string, isNowOpen: boolean) =>
    setFolds(new Map(folds).set(feature, !isNowOpen));
  return { isOpen, fold };
}

export function Facets() {
  const [, { sight, welcome }] = useExplorer();
  const [wanted, setWanted] = useState("");
  const { fold, isOpen } = useFolds(sight.slice);
  const facets = welcome?.facets ?? [];
  const words = wanted.trim().toLowerCase();
  const listed = facets
    .map((facet, place) => ({ facet, isOpen: isOpen(facet.feature, place) }))
    .filter(({ facet }) => facet.feature.toLowerCase().includes(words));
  const hasTexts = welcome?.fields.some(({ name }) => name === ANYWHERE);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-facets" role="group" aria-label="Features">
      {hasTexts && <TextSearch />}
      {facets.length > MANY && (
        <input
          type="search"
          class="tw-facet-search"
          aria-label="Find a feature"
          placeholder={`Find one of ${facets.length} features`}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {listed.map(({ facet, isOpen: isNowOpen }) => (
        <FacetView
          key={facet.feature}
          facet={facet}
          isOpen={isNowOpen}
          onFold={() => fold(facet.feature, isNowOpen)}
        />
      ))}
      {!listed.length && (
        <p class="tw-muted" role="status">
          {facets.length
            ? "No feature has this name."
            : "These labels have no features to narrow by."}
        </p>
      )}
    </div>
  );
}
