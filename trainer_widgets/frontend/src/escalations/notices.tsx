import { Button } from "../kit/button";
import { useLead } from "./place";

/** What stands between a ruling and its place on disk. */
export function LeadNotices() {
  const [session, { delay, gone, refused }] = useLead();
  return (
    <>
      {gone && (
        <div class="tw-notice tw-warning" role="alert">
          <strong>The kernel was restarted.</strong> Re-run the cell to go on; what you have written
          is kept in this browser.
        </div>
      )}
      {delay && !gone && (
        <div class="tw-notice tw-warning" role="alert">
          <strong>Not stored yet:</strong> {delay} Your ruling is kept here and sent again.
        </div>
      )}
      {refused && (
        <div class="tw-notice tw-warning" role="alert">
          <span>
            <strong>The ruling was refused:</strong> <span dir="auto">{refused}</span>
          </span>
          <span class="tw-space" />
          <Button name="Dismiss" look="quiet" onClick={() => session.set({ refused: null })} />
        </div>
      )}
    </>
  );
}
