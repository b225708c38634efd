import { Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { useOwnId } from "../kit/use_own_id";

interface ReasonProps {
  reason: string;
  write(reason: string): void;
  isRequired: boolean;
  /** Who reads it, or whether it is needed. */
  note?: string;
}

/** Why something was decided so. */
export function Reason({ reason, write, isRequired, note }: ReasonProps) {
  const { root } = usePlace();
  const id = useOwnId();
  useKeys({ r: () => root.querySelector<HTMLElement>(".tw-reason")?.focus() });
  return (
    <div class="tw-reason-field">
      <div class="tw-caption">
        <label htmlFor={id}>Reason</label>
        <Key>r</Key>
        {note && <span>{note}</span>}
      </div>
      <textarea
        id={id}
        class="tw-reason"
        dir="auto"
        rows={2}
        maxLength={20_000}
        aria-required={isRequired}
        value={reason}
        onInput={(event) => write(event.currentTarget.value)}
      />
    </div>
  );
}
