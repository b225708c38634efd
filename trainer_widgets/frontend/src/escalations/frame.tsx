// The lead's view: the list, what is looked at, and the ruling on it.

import { Notice } from "../kit/states";
import { Chosen, WorklistFrame } from "../worklist/frame";
import { Asked } from "./asked";
import { LeadFooter } from "./footer";
import { LeadHeader } from "./header";
import { LeadHelp } from "./help";
import { Item } from "./item";
import { List } from "./list";
import { LeadNotices } from "./notices";
import { type LeadPlace, useLead } from "./place";
import { RulingForm } from "./ruling_form";
import { Settled } from "./settled";

function Escalation() {
  const [{ entry }] = useLead();
  if (!entry) return null;
  return (
    <Chosen name="Escalation">
      <Asked entry={entry} />
      <Item />
      <Settled entry={entry} />
      <RulingForm entry={entry} />
    </Chosen>
  );
}

function Work() {
  const [, { welcome }] = useLead();
  if (!welcome?.escalations.length) {
    return (
      <Notice title="Nothing is waiting for you.">
        <p class="tw-muted">
          When somebody escalates an item of this project, it is listed here. The list is read again
          whenever you come back to this page.
        </p>
      </Notice>
    );
  }
  return (
    <div class="tw-worklist">
      <List />
      <Escalation />
    </div>
  );
}

export function LeadFrame(place: LeadPlace) {
  return (
    <WorklistFrame
      place={place}
      Header={LeadHeader}
      Notices={LeadNotices}
      Work={Work}
      Footer={LeadFooter}
      Help={LeadHelp}
    />
  );
}
