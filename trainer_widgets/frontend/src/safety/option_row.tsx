import { Key } from "../kit/button";
import { useOwnId } from "../kit/use_own_id";

interface OptionRowProps<V extends string> {
  /** What is chosen here: the accessible name of the group. */
  name: string;
  entries: readonly (readonly [V, string])[];
  value: V | null;
  choose(value: V): void;
  /** The keys that choose them, where each has one. */
  keys?: readonly string[];
  /** What is said of each: shown on hover, and read aloud. */
  notes?: Partial<Record<V, string>>;
  /** Digits choose while the focus is in here; nobody else gets them. */
  digits?: boolean;
  /** A digit has chosen: where to go from here. */
  chosen?(value: V, from: Element | null): void;
  look?: string;
  /** Gets the focus between two items. */
  home?: boolean;
}

/** One of a few: native radios that look like a row of buttons. */
export function OptionRow<V extends string>(props: OptionRowProps<V>) {
  const { name, entries, value, choose, keys, notes, digits, chosen, look = "", home } = props;
  const group = useOwnId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!digits || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!/^\d$/.test(event.key)) return;
    event.preventDefault();
    const entry = entries[Number.parseInt(event.key, 10) - 1];
    if (!entry) return;
    choose(entry[0]);
    chosen?.(entry[0], event.currentTarget as Element);
  };
  return (
    <fieldset
      class={`tw-options ${look}`}
      aria-label={name}
      tabIndex={home ? -1 : undefined}
      data-tw-home={home || undefined}
    >
      {entries.map(([one, label], index) => {
        const hint = keys?.[index] ?? (digits ? `${index + 1}` : undefined);
        return (
          <label
            key={one}
            class={one === value ? "tw-option tw-chosen" : "tw-option"}
            title={notes?.[one]}
          >
            <input
              type="radio"
              class="tw-hidden"
              name={group}
              checked={one === value}
              aria-keyshortcuts={hint}
              onKeyDown={onKeyDown}
              onChange={() => choose(one)}
            />
            <span dir="auto">{label}</span>
            {hint && <Key>{hint}</Key>}
          </label>
        );
      })}
    </fieldset>
  );
}
