// One person at the explorer: what they look at, the way there and back, and what comes of it.
import type { Explored, Sight } from "../contract";
import type { Source } from "../custom/source";
import { rememberName } from "../kit/browser_store";
import type { Person } from "../kit/identity";
import { newId } from "../kit/ids";
import { PROTOCOL } from "../kit/protocol";
import type { Transport } from "../kit/transport";
import { type Panel, Visit } from "../kit/visit";
import { type AnyView, taskView } from "../looking/task_views";
import { type Condition, EVERYTHING, isSame } from "./conditions";
import { Following } from "./following";
import { OpenItem } from "./open_item";
import { Questions } from "./questions";
import { SliceActions } from "./slice_actions";
import { type ExplorerState, startOfExploring } from "./state";

const MOST_KEPT = 200;
/** Milliseconds without a change that end a gesture. */
const PAUSE = 1_200;

export class ExplorerSession extends Visit<ExplorerState> {
  readonly asks = { who: "Who is exploring?", whose: "Slices that you save" };
  /** The name of this view among others of the same person. */
  readonly name = newId();
  readonly questions: Questions;
  readonly openItem: OpenItem;
  readonly following: Following;
  readonly actions: SliceActions;
  /** What the task's own view remembers from item to item. */
  readonly choices = new Set<string>();
  view: AnyView | null = null;
  private readonly source: Source | null;
  private gesture: { name: string; at: number } | null = null;

  constructor(source: Source | null, transport: Transport, signal: AbortSignal) {
    super(startOfExploring(), transport, signal);
    this.source = source;
    this.questions = new Questions(this);
    this.openItem = new OpenItem(this);
    this.following = new Following(this);
    this.actions = new SliceActions(this);
    transport.onTold = (name, body) => this.following.hear(name, body);
  }

  protected override async introduce(person: Person): Promise<void> {
    const hello = { protocol: PROTOCOL, ...person, view: this.name };
    const { body: explored } = await this.transport.ask<Explored>(
      "hello",
      hello,
      this.questions.patience,
    );
    this.checkSame(explored);
    const { task, people, saved, suggestions } = explored;
    if (task !== null) this.view ??= await taskView(task, this.source);
    if (person.name) rememberName(this.store, person.name);
    const isFirst = this.state.welcome === null;
    this.set({ welcome: explored, phase: "working", problem: null, people, saved, suggestions });
    if (isFirst) this.show({ ...explored.sight, by: startingBy(explored) });
  }

  /** A change of one's own: told to the kernel, and to nobody's trail any more. */
  go(change: Partial<Sight>): void {
    this.following.stop();
    this.show({ ...this.state.sight, ...change });
    this.following.tell();
  }

  /** Another slice. What one gesture goes through, such as a drag, is one step to take back. */
  narrow(slice: Condition, gesture?: string): void {
    if (isSame(slice, this.state.sight.slice)) return;
    const now = Date.now();
    const goesOn = gesture === this.gesture?.name && now - (this.gesture?.at ?? 0) < PAUSE;
    const { past } = this.state;
    this.go({ slice, offset: 0, item: null });
    if (gesture !== undefined && goesOn) this.set({ past });
    this.gesture = gesture === undefined ? null : { name: gesture, at: now };
  }

  clear(): void {
    this.narrow(EVERYTHING);
  }

  /** Puts a sight on screen, whoever chose it. */
  show(sight: Sight): void {
    const { sight: before, past, turn } = this.state;
    const isNew = turn === 0 || !isSame(before.slice, sight.slice);
    const kept = turn === 0 ? [] : [...past, before].slice(-MOST_KEPT);
    this.set(isNew ? { sight, past: kept, future: [] } : { sight });
    this.askFor(sight, before, isNew);
  }

  private askFor(sight: Sight, before: Sight, isNew: boolean): void {
    const differs = (...keys: (keyof Sight)[]) =>
      keys.some((key) => JSON.stringify(sight[key]) !== JSON.stringify(before[key]));
    if (isNew) this.questions.slice();
    else {
      if (differs("by")) this.questions.breakdown();
      if (differs("sort", "descending", "offset")) this.questions.page();
    }
    if (isNew || differs("item")) this.openItem.look();
  }

  back(): void {
    const { future, past, sight } = this.state;
    const last = past.at(-1);
    if (last) this.travel(last, past.slice(0, -1), [sight, ...future]);
  }

  forward(): void {
    const { future, past, sight } = this.state;
    const [next, ...rest] = future;
    if (next) this.travel(next, [...past, sight], rest);
  }

  private travel(to: Sight, past: Sight[], future: Sight[]): void {
    this.go(to);
    this.set({ past, future });
  }

  toggle(panel: Panel): void {
    this.set({ panel: this.state.panel === panel ? null : panel });
  }

  override wake(): void {
    if (this.state.welcome && this.state.failed) this.questions.slice();
  }
  override probe(): void {
    this.actions.suggest(false).catch(() => {
      // No reply is what a probe is there to find.
    });
  }
  /** The others need not wait for who does not come back; who does says so with the next move. */
  override rest(): void {
    const seat = this.state.welcome?.seat;
    if (seat) this.transport.post("leave", { seat, view: this.name });
  }
  override get canLeave(): boolean {
    return true;
  }
}

/** The breakdown that a view begins with: where nobody chose one, by the first feature. */
function startingBy({ facets, sight }: Explored): string[] {
  const [first] = facets;
  return sight.by.length || !first ? sight.by : [first.feature];
}
