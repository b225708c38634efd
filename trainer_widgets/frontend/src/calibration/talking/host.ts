// What the part of a calibration session in which people talk asks of the view's session.
import type { GuidelineText, Room, Taxonomy } from "../../contract";
import type { Drafts } from "../../kit/drafts";
import type { Submission, Task } from "../../kit/protocol";
import type { Host } from "../../looking/bench";
import type { AnyView } from "../../looking/task_views";

/** What the kernel said to hello, as far as talking needs it. */
export interface TalkingWelcome {
  annotator: string;
  task: string;
  options: unknown;
  taxonomy: Taxonomy | null;
}

/**
 * One person in a session, from the reveal on.
 *
 * `Talking` asks for the reveal as it comes up: it is drawn only once this person is to see what
 * the others answered. `room` and `guideline` are read anew whenever `subscribe` tells of a change.
 */
export interface TalkingHost extends Host {
  readonly welcome: TalkingWelcome;
  readonly view: AnyView;
  readonly room: Room;
  readonly isFacilitator: boolean;
  readonly guideline: GuidelineText | null;
  /** The version that a rule would make; null where the project has no place for a guideline. */
  readonly nextVersion: string | null;
  /** Counts up when this person has everything forgotten that they began. */
  readonly forgotten: number;
  /** Own drafts in this browser, under keys that say what they are drafts of. */
  readonly drafts: Drafts<unknown> | null;
  subscribe(listener: () => void): () => void;
  /** The reveal has come: from now on this person has seen what the others answered. */
  saw(): void;
  /** A rule is in force: what a reply told of the guideline. */
  takeGuideline(guideline: GuidelineText | null, nextVersion: string | null): void;
  /**
   * Into the kit's outbox and off, again and again with the same event id, until it is stored
   * (true) or refused (false, the kit's notices then show it).
   */
  deliver(submission: Submission<Task>): Promise<boolean>;
  /** What lies in the outbox about an item, by its token: it is on its way, also after a reload. */
  waiting(token: string): Submission<Task> | null;
}
