import { Button } from "../kit/button";
import { useKeys } from "../kit/context";

interface VeilProps {
  /** Its number in somebody's order; left out where nobody's order is looked at. */
  number?: number;
  turns: number;
  lift(): void;
}

/** In place of everything that could be read: it is not drawn, so nothing can find it either. */
export function Veil({ number, turns, lift }: VeilProps) {
  useKeys({ v: lift });
  return (
    <div class="tw-veil" tabIndex={-1} data-tw-home>
      <strong>{number === undefined ? "This item" : `Item ${number}`} is veiled.</strong>
      <p class="tw-muted">
        {turns === 1 ? "One turn that may be" : `A conversation of ${turns} turns that may be`} hard
        to read. Look at it when you are ready
        <span class="tw-veil-ways">, skip it, or hand it on</span>.
      </p>
      <Button name="Show it" hint="v" look="primary" onClick={lift} />
    </div>
  );
}
