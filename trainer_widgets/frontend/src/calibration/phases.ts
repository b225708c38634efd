// The five phases of a session, in their order and in words.
import type { CalibrationPhase } from "./state";

interface PhaseWords {
  name: string;
  /** What happens in it, for who looks at the step. */
  about: string;
  /** What is told when it opens. */
  opens: string;
}

export const PHASES: Record<CalibrationPhase, PhaseWords> = {
  label: {
    name: "Label",
    about: "Everybody labels the same items, blind.",
    opens: "Everybody labels.",
  },
  reveal: {
    name: "Reveal",
    about: "Who said what, and how far people agree.",
    opens: "The answers are revealed.",
  },
  discuss: {
    name: "Discuss",
    about: "One item at a time; anyone may revise their answer.",
    opens: "The discussion is open.",
  },
  decide: {
    name: "Decide",
    about: "The facilitator rules on the items, or leaves them open.",
    opens: "The items are decided now.",
  },
  close: {
    name: "Close",
    about: "Nothing changes any more.",
    opens: "The session is closed.",
  },
};

export const IN_ORDER = Object.keys(PHASES) as CalibrationPhase[];

/** What comes after a phase; null after the last. */
export const phaseAfter = (phase: CalibrationPhase): CalibrationPhase | null =>
  IN_ORDER[IN_ORDER.indexOf(phase) + 1] ?? null;
