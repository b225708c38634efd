// What outlasts a look: saved slices, suggestions, lists of items, lines of Python.
import type {
  ComparedSlices,
  PythonLine,
  SavedSlices,
  SendItems,
  SentItems,
  Suggestions,
} from "../contract";
import type { Condition } from "./conditions";
import type { ExplorerSession } from "./session";

export class SliceActions {
  private readonly session: ExplorerSession;

  constructor(session: ExplorerSession) {
    this.session = session;
  }

  async save(name: string): Promise<void> {
    const { slice } = this.session.state.sight;
    this.session.set(await this.session.request<SavedSlices>("save", { name, slice }));
  }

  async drop(name: string): Promise<void> {
    this.session.set(await this.session.request<SavedSlices>("drop", { name }));
  }

  async suggest(begin: boolean): Promise<void> {
    const suggestions = await this.session.request<Suggestions>("suggest", { begin });
    this.session.set({ suggestions });
  }

  async send(purpose: SendItems["purpose"]): Promise<SentItems> {
    const { slice } = this.session.state.sight;
    return this.asked<SentItems>("send", { purpose, slice });
  }

  async takeBack(purpose: SendItems["purpose"]): Promise<SentItems> {
    return this.asked<SentItems>("take_back", { purpose });
  }

  async compare(slice: Condition, other: Condition): Promise<ComparedSlices> {
    return this.asked<ComparedSlices>("compare", { ...this.session.questions.base, slice, other });
  }

  async code(): Promise<string> {
    const { slice } = this.session.state.sight;
    return (await this.session.request<PythonLine>("code", { slice })).text;
  }

  /** What the engine has to count for may take as long as the engine does. */
  private async asked<R>(name: string, body: object): Promise<R> {
    return (await this.session.ask<R>(name, body, this.session.questions.patience)).body;
  }
}
