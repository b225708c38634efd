// What a person should know and may leave for later: nothing here takes the focus.
import { BreakReminder } from "./break_reminder";
import { Button } from "./button";
import { useSession } from "./context";
import { CopyButton } from "./copy_button";

function Gone() {
  const [, { gone, unsent }] = useSession();
  if (!gone) return null;
  const kept =
    unsent === 0
      ? "Everything you submitted is stored."
      : `${unsent} ${unsent === 1 ? "answer is" : "answers are"} kept in this browser and will be sent then.`;
  return (
    <div class="tw-notice tw-warning" role="alert">
      <strong>The kernel was restarted.</strong> Re-run the cell to go on;{" "}
      {kept.charAt(0).toLowerCase() + kept.slice(1)}
    </div>
  );
}

function Delay() {
  const [session, { delay, gone }] = useSession();
  if (!delay || gone) return null;
  return (
    <div class="tw-notice tw-warning" role="alert">
      <strong>Not stored yet:</strong> {delay.message} What you submit is kept here and sent again.{" "}
      <Button name="Try now" onClick={() => session.delivery?.wake()} />
    </div>
  );
}

function RefusedList() {
  const [session, { refused }] = useSession();
  return (
    <>
      {refused.map(({ submission, problem }) => (
        <div key={submission.event_id} class="tw-notice tw-warning" role="alert">
          <strong>A submission was refused:</strong> {problem.message}
          <details>
            <summary>What was in it</summary>
            <pre>{JSON.stringify(submission, null, 2)}</pre>
          </details>
          <CopyButton text={JSON.stringify(submission, null, 2)} />{" "}
          <Button
            name="Dismiss"
            onClick={() => {
              session.outbox?.dismiss(submission.event_id);
              session.countUnsent();
            }}
          />
        </div>
      ))}
    </>
  );
}

function Feedbacks() {
  const [session, { feedback, work }] = useSession();
  return (
    <>
      {feedback.map(({ token, number, expected, reason }) => (
        <div key={token} class="tw-notice" role="status" aria-label={`Feedback on item ${number}`}>
          <span>
            <strong>Item {number}:</strong> Expected: <strong>{expected}</strong>.{" "}
            <span dir="auto">{reason}</span>
          </span>
          <span class="tw-space" />
          {work?.item.token !== token && (
            <Button name="Look again" onClick={() => session.sitting.open({ token })} />
          )}
          <Button name="Dismiss" look="quiet" onClick={() => session.dismissFeedback(token)} />
        </div>
      ))}
    </>
  );
}

function Revisiting() {
  const [session, { work }] = useSession();
  if (work?.from !== "own") return null;
  return (
    <div class="tw-notice">
      <span>You have seen item {work.item.number} before. A submit replaces what you said.</span>
      <span class="tw-space" />
      <Button name="Back" hint="n" onClick={() => session.sitting.goOn()} />
    </div>
  );
}

/** What stands between a submission and its place on disk. */
export function Undelivered() {
  return (
    <>
      <Gone />
      <Delay />
      <RefusedList />
    </>
  );
}

export function Notices() {
  return (
    <div class="tw-notices">
      <Undelivered />
      <Feedbacks />
      <Revisiting />
      <BreakReminder />
    </div>
  );
}
