import type { Present } from "../contract";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { PanelButtons } from "../kit/panel_buttons";
import { useExplorer } from "./place";
import { shortened, Value } from "./shared/values";
import { sliceInWords } from "./words";

/** An outcome as a title: `gold_missed` is "Gold missed". */
export function titled(outcome: string): string {
  const text = shortened(outcome).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Person({ person }: { person: Present }) {
  const [session, { following }] = useExplorer();
  const { annotator, sight } = person;
  const isFollowed = annotator === following;
  const toggle = () => (isFollowed ? session.following.stop() : session.following.follow(person));
  return (
    <button
      type="button"
      class="tw-button tw-quiet"
      aria-pressed={isFollowed}
      title={`Looks at ${sliceInWords(sight.slice)}`}
      onClick={toggle}
    >
      {isFollowed ? "Following" : "Follow"} <Value text={annotator} />
    </button>
  );
}

/** The others who have this explorer open. */
function People() {
  const [, { people, welcome }] = useExplorer();
  const seen = people.filter(({ annotator }) => annotator !== welcome?.annotator);
  if (!seen.length) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <span class="tw-people" role="group" aria-label="Also here">
      {seen.map((person) => (
        <Person key={person.annotator} person={person} />
      ))}
    </span>
  );
}

function AtWork() {
  const [, { gone, isLate, welcome }] = useExplorer();
  const slow = isLate && welcome?.is_slow ? "Asking the engine…" : "";
  return (
    <div role="status" aria-label="Engine" class={`tw-saved ${gone ? "tw-bad" : "tw-open"}`}>
      {gone ? "Kernel is gone" : slow}
    </div>
  );
}

export function ExplorerHeader() {
  const [session, { panel, suggestions, welcome }] = useExplorer();
  const guideline = welcome?.guideline;
  const keys = {
    "?": () => session.toggle("help"),
    s: () => session.toggle("slices"),
    u: () => session.toggle("suggestions"),
    x: () => session.clear(),
  };
  useKeys(guideline ? { ...keys, g: () => session.toggle("guideline") } : keys);
  const found = suggestions.slices.length;
  return (
    <header class="tw-header tw-bar">
      <strong class="tw-position">
        <bdi>{titled(welcome?.outcome ?? "")}</bdi>
      </strong>
      <span class="tw-pace">
        <Value text={welcome?.project_name ?? ""} />
      </span>
      <span class="tw-space" />
      <AtWork />
      <People />
      <Button
        name="Suggestions"
        hint="u"
        aria-pressed={panel === "suggestions"}
        onClick={() => session.toggle("suggestions")}
      >
        Suggestions{found > 0 && <span> {found}</span>}
      </Button>
      <Button
        name="Slices"
        hint="s"
        aria-pressed={panel === "slices"}
        onClick={() => session.toggle("slices")}
      />
      <PanelButtons guideline={guideline} panel={panel} toggle={(one) => session.toggle(one)} />
    </header>
  );
}
