import { Button } from "../../kit/button";
import { useKeys } from "../../kit/context";
import { useExplorer } from "../place";

/** Back and forward through the slices of this sitting. */
export function Trail() {
  const [session, { future, past }] = useExplorer();
  const [canGoBack, canGoOn] = [past.length > 0, future.length > 0];
  useKeys({ b: () => session.back(), f: () => session.forward() });
  return (
    <div class="tw-trail">
      <Button name="Back" hint="b" disabled={!canGoBack} onClick={() => session.back()} />
      <Button name="Forward" hint="f" disabled={!canGoOn} onClick={() => session.forward()} />
    </div>
  );
}
