// Why people answered as they did, and what those who have revised said before.
import type { RevealedItem, SaidThere } from "../../contract";
import { REASONS } from "../../kit/escalation_words";
import { useTalk } from "./place";
import { Quote } from "./quote";
import { rationaleNow } from "./revision";

function useDescribe() {
  const { view, welcome } = useTalk().host;
  return (answer: unknown): string =>
    answer ? view.describe(answer as never, welcome.taxonomy) : "no answer";
}

/** Both answers of somebody who has revised theirs, in words. */
function Changed({ one }: { one: SaidThere }) {
  const describe = useDescribe();
  return (
    <p class="tw-changed-mind">
      <bdi class="tw-was-said">{describe(one.before)}</bdi>
      <span aria-hidden="true"> → </span>
      <span class="tw-hidden"> and now: </span>
      <bdi>{describe(one.now)}</bdi>
    </p>
  );
}

function Before({ text }: { text: string | null }) {
  if (!text?.trim()) return null;
  return (
    <div class="tw-before">
      <span>Before:</span>
      <Quote text={text} />
    </div>
  );
}

function Asked({ one }: { one: SaidThere }) {
  const { escalation } = one;
  if (!escalation) return null;
  return (
    <>
      <p class="tw-muted">Escalated: {REASONS[escalation.reason].toLowerCase()}</p>
      <Quote text={escalation.note} />
      <Quote text={escalation.suggested_rule} />
    </>
  );
}

const hasWords = (one: SaidThere): boolean =>
  one.is_revised ||
  [one.rationale, one.rationale_now].some((text) => text?.trim()) ||
  !!one.escalation;

export function Reasons({ opened }: { opened: RevealedItem }) {
  const told = opened.said.filter(hasWords);
  if (!told.length) return null;
  return (
    <section aria-label="Rationales">
      <div class="tw-caption">
        <span>Rationales</span>
      </div>
      <dl class="tw-reasons">
        {told.map((one) => (
          <div key={one.annotator}>
            <dt>
              <bdi class="tw-somebody" title={one.annotator}>
                {one.annotator}
              </bdi>
              {one.is_revised && <span class="tw-person-marks">revised</span>}
            </dt>
            <dd>
              {one.is_revised && <Changed one={one} />}
              <Asked one={one} />
              <Quote text={rationaleNow(one)} />
              {one.is_revised && one.rationale !== one.rationale_now && (
                <Before text={one.rationale} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
