// The tags that can be added: by key, by name, by pointer.
import { useMemo, useRef } from "preact/hooks";
import type { ImageTagOptions, PaletteTag } from "../contract";
import { Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { goHome } from "../kit/focus";
import { TypeAhead } from "../kit/type_ahead";
import { hasKey, paletteOf, shownOf } from "./answer";
import type { Tags } from "./use_tags";

interface ButtonsProps {
  palette: PaletteTag[];
  add(name: string): void;
}

function Buttons({ palette, add }: ButtonsProps) {
  const shown = shownOf(palette);
  const more = palette.length - shown.length;
  return (
    <div class="tw-palette-tags">
      {shown.map(({ name, hotkey, definition }) => (
        <button
          key={name}
          type="button"
          class="tw-button tw-plain"
          title={definition || undefined}
          aria-keyshortcuts={hotkey || undefined}
          onClick={() => add(name)}
        >
          <bdi>{name}</bdi>
          {hotkey && <Key>{hotkey}</Key>}
        </button>
      ))}
      {more > 0 && <span class="tw-muted tw-palette-more">{more} more: type to find</span>}
    </div>
  );
}

interface PaletteProps {
  tags: Tags;
  options: ImageTagOptions;
  /** Brings what a new tag is placed on into view. */
  showStage(): void;
}

export function Palette({ tags, options, showStage }: PaletteProps) {
  const field = useRef<HTMLInputElement>(null);
  const palette = useMemo(() => paletteOf(options), [options]);
  const choices = useMemo(
    () =>
      palette.map(({ name, hotkey, definition }) => ({
        id: name,
        name,
        hint: definition,
        hotkey,
      })),
    [palette],
  );
  const latest = useRef(tags.add);
  latest.current = tags.add;
  const latestShow = useRef(showStage);
  latestShow.current = showStage;
  const add = useMemo(() => (name: string) => latest.current(name), []);
  const { root } = usePlace();
  const hasPlaces = options.place !== "hidden";
  // What was found by its name is placed next, by keys that a field would take for text.
  const found = useMemo(
    () => (name: string) => {
      add(name);
      if (!hasPlaces) return;
      goHome(root);
      latestShow.current();
    },
    [add, root, hasPlaces],
  );
  const keyed = palette.filter(hasKey);
  const byKey = (name: string) => () => {
    add(name);
    if (hasPlaces) showStage();
  };
  useKeys(
    Object.fromEntries(keyed.map(({ hotkey, name }) => [hotkey.toLowerCase(), byKey(name)])),
    keyed.length > 0,
  );
  useKeys({ t: () => field.current?.focus() });
  return (
    <div class="tw-palette">
      <div class="tw-caption">
        <span>{tags.renames ? "Change to" : "Add a tag"}</span>
        <Key>t</Key>
      </div>
      <TypeAhead
        name={tags.renames ? "Change to" : "Add a tag"}
        choices={choices}
        onPick={found}
        onNew={options.new_tags ? found : undefined}
        placeholder={options.new_tags ? "Find or write a tag" : "Find a tag"}
        field={field}
      />
      <Buttons palette={palette} add={add} />
    </div>
  );
}
