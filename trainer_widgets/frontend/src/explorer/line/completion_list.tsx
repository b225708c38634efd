// biome-ignore-all lint/a11y/useSemanticElements: native lists cannot be typed into
// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field takes the keys
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Completion } from "../../contract";
import { shortened } from "../shared/values";

interface CompletionListProps {
  id: string;
  options: readonly Completion[];
  active: number;
  /** Where the list begins, in pixels from the left of the line. */
  left: number;
  onTake(option: Completion): void;
  onPoint(index: number): void;
}

/** A press on the list leaves the focus in the field. */
const stay = (event: Event) => event.preventDefault();

export function CompletionList(props: CompletionListProps) {
  const { id, options, active, left, onTake, onPoint } = props;
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      class="tw-line-list"
      role="listbox"
      aria-label="Completions"
      style={{ left: `min(${left}px, 100% - 16em)` }}
      onMouseDown={stay}
    >
      {options.map((option, index) => (
        <div
          key={option.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onClick={() => onTake(option)}
          onMouseMove={() => onPoint(index)}
        >
          <bdi class="tw-line-label">{shortened(option.label)}</bdi>
          <span class="tw-muted" dir="auto">
            {shortened(option.detail)}
          </span>
        </div>
      ))}
    </div>
  );
}
