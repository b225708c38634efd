import { Button } from "./button";
import type { GuidelineText } from "./protocol";

interface PanelButtonsProps {
  guideline: GuidelineText | null | undefined;
  panel: string | null;
  toggle(panel: "guideline" | "help"): void;
}

/** What every header ends with. */
export function PanelButtons({ guideline, panel, toggle }: PanelButtonsProps) {
  return (
    <>
      {guideline && (
        <Button
          name="Guideline"
          hint="g"
          aria-pressed={panel === "guideline"}
          onClick={() => toggle("guideline")}
        >
          Guideline <span aria-hidden="true">{guideline.version}</span>
        </Button>
      )}
      <Button name="Help" hint="?" aria-pressed={panel === "help"} onClick={() => toggle("help")} />
    </>
  );
}
