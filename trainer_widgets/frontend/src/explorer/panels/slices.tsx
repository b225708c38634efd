// The slice on screen, and those that are saved in the project.
import { useState } from "preact/hooks";
import type { SavedSlice } from "../../contract";
import { Button } from "../../kit/button";
import { moment } from "../../kit/moments";
import { Panel } from "../../kit/panel";
import { ScrollArea } from "../../kit/scroll_area";
import { isEverything, isSame } from "../conditions";
import { useExplorer } from "../place";
import { shortened } from "../shared/values";
import { useWork } from "../shared/work";
import { Comparing } from "./compared";
import { SendOn } from "./send_on";
import { CodeOfSlice, Problem, SaveForm } from "./this_slice";
import "./panels.css";

function ThisSlice() {
  const [, { overview, sight, welcome }] = useExplorer();
  const text = isEverything(sight.slice) ? "All labels" : overview?.text;
  return (
    <section aria-label="This slice">
      <p>
        <code dir="auto">{text}</code>
      </p>
      {welcome?.can_save && <SaveForm />}
      <div class="tw-keep-acts">
        <CodeOfSlice />
        {welcome?.can_save && <SendOn />}
      </div>
      {!welcome?.can_save && (
        <p class="tw-muted">
          These labels do not come from a project: slices cannot be saved or sent on.
        </p>
      )}
    </section>
  );
}

function Deleting({ name }: { name: string }) {
  const [session] = useExplorer();
  const [asked, setAsked] = useState(false);
  const work = useWork();
  const drop = () => work.run(() => session.actions.drop(name));
  if (!asked) {
    return (
      <Button name="Delete" look="quiet" onClick={() => setAsked(true)}>
        Delete<span class="tw-hidden"> {name}</span>
      </Button>
    );
  }
  return (
    <>
      <Button name="Delete it" disabled={work.isBusy} onClick={drop} />
      <Button name="Keep it" onClick={() => setAsked(false)} />
      <Problem work={work} />
    </>
  );
}

function Saved({ kept }: { kept: SavedSlice }) {
  const [session, { sight, welcome }] = useExplorer();
  const { name, outcome, problem, saved_at: at, saved_by: by, slice, text } = kept;
  const isOwn = welcome?.can_save && by === welcome.annotator;
  const isShown = slice !== null && isSame(slice, sight.slice);
  const isOther = outcome !== welcome?.outcome;
  return (
    <li class="tw-kept" aria-current={isShown || undefined}>
      <strong>
        <bdi title={name}>{shortened(name)}</bdi>
      </strong>
      <code dir="auto" title={text}>
        {text}
      </code>
      <span class="tw-muted">
        <bdi>{shortened(by)}</bdi>, {moment(at)}
        {isOther && (
          <>
            , for <bdi>{shortened(outcome)}</bdi>
          </>
        )}
      </span>
      {problem && (
        <span class="tw-complaint" dir="auto">
          {problem}
        </span>
      )}
      <span class="tw-kept-acts">
        <Button
          name="Load"
          disabled={slice === null || isShown}
          onClick={() => slice && session.narrow(slice)}
        >
          {isShown ? "Shown" : "Load"}
          <span class="tw-hidden"> {name}</span>
        </Button>
        {isOwn && <Deleting name={name} />}
      </span>
    </li>
  );
}

export function SlicesPanel() {
  const [, { saved, welcome }] = useExplorer();
  return (
    <Panel title="Slices">
      <ScrollArea look="tw-page" name="This slice and saved ones">
        <ThisSlice />
        {(saved.length > 0 || welcome?.can_save) && (
          <section aria-label="Saved slices">
            <h3>Saved</h3>
            {!saved.length && <p class="tw-muted">Nothing is saved in this project yet.</p>}
            <ul class="tw-kept-list">
              {saved.map((kept) => (
                <Saved key={`${kept.saved_by} ${kept.name}`} kept={kept} />
              ))}
            </ul>
          </section>
        )}
        <Comparing />
      </ScrollArea>
    </Panel>
  );
}
