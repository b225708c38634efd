// What a closed session leaves behind, and where that is found.
import { CopyButton } from "../../kit/copy_button";
import { counted } from "./counted";
import { useTalk } from "./place";

const NEXT = [
  {
    code: "session.report()",
    does: "agreement before and after, the disagreement log, decisions and guideline changes",
  },
  {
    code: 'session.pack("calibration pack")',
    does: "the decided items, for new trainers to work through alone",
  },
];

export function Closing() {
  const items = useTalk().state.revealed?.items ?? [];
  const decided = items.filter(({ decision }) => decision === "answer").length;
  const open = items.filter(({ decision }) => decision === "open").length;
  const rest = items.length - decided - open;
  return (
    <section class="tw-closing" aria-label="What this session leaves behind">
      <p>
        <strong>This session is closed.</strong> {counted(decided, "item")} decided, {open} left
        open
        {rest > 0 && `, ${rest} not decided`}. In the notebook:
      </p>
      <ul>
        {NEXT.map(({ code, does }) => (
          <li key={code}>
            <code dir="ltr">{code}</code> <CopyButton text={code} />
            <span class="tw-muted">{does}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
