// Pictures from the kernel, as addresses that an <img> can show; fetched ahead, and let go again.
import type { Pictured } from "../contract";
import type { Session } from "../kit/session";
import { Refusal } from "../kit/transport";
import type { Box } from "./geometry";

const KEPT = 10;
// A photo of 100 million pixels is read in some seconds.
const PATIENCE = 60_000;

export interface Picture {
  url: string;
  width: number;
  height: number;
}

interface Entry {
  promise: Promise<Picture>;
  picture: Picture | null;
}

// biome-ignore lint/suspicious/noExplicitAny: any task's session can ask
type AnySession = Session<any, any>;

async function decodedByBrowser(url: string): Promise<void> {
  const image = new Image();
  image.src = url;
  // Some engines have no `decode`; then the first paint does it.
  await image.decode?.();
}

export class Pictures {
  private readonly entries = new Map<string, Entry>();
  private readonly session: AnySession;

  constructor(session: AnySession) {
    this.session = session;
    session.signal.addEventListener("abort", () => this.clear(), { once: true });
  }

  /** What is here already, to be painted at once. */
  ready(key: string): Picture | null {
    return this.entries.get(key)?.picture ?? null;
  }

  whole(token: string, most: number): Promise<Picture> {
    return this.kept(token, () => this.fetch(token, null, most));
  }

  part(token: string, box: Box, most: number): Promise<Picture> {
    const { x, y, width, height } = box;
    const key = [token, x, y, width, height, most].join(" ");
    return this.kept(key, () => this.fetch(token, box, most));
  }

  private kept(key: string, fetch: () => Promise<Picture>): Promise<Picture> {
    const known = this.entries.get(key);
    this.entries.delete(key);
    const entry = known ?? { promise: fetch(), picture: null };
    this.entries.set(key, entry);
    if (!known) this.follow(key, entry);
    this.trim();
    return entry.promise;
  }

  private follow(key: string, entry: Entry): void {
    entry.promise.then(
      (picture) => {
        entry.picture = picture;
        if (this.entries.get(key) !== entry) URL.revokeObjectURL(picture.url);
      },
      // What failed is asked for again.
      () => this.entries.delete(key),
    );
  }

  private async fetch(token: string, box: Box | null, most: number): Promise<Picture> {
    const { width, height, ...corner } = box ?? { x: 0, y: 0, width: null, height: null };
    const body = { token, ...corner, width, height, most };
    const ask = () => this.session.ask<Pictured>("picture", body, PATIENCE);
    const { body: pictured, buffers } = await ask().catch(async (error: unknown) => {
      if (!(error instanceof Refusal) || error.problem.code !== "unknown_seat") throw error;
      await this.session.hello();
      return ask();
    });
    const content = buffers.map((buffer) => buffer as DataView<ArrayBuffer>);
    const url = URL.createObjectURL(new Blob(content, { type: pictured.media_type }));
    await decodedByBrowser(url);
    return { url, width: pictured.width, height: pictured.height };
  }

  private trim(): void {
    for (const key of this.entries.keys()) {
      if (this.entries.size <= KEPT) return;
      this.drop(key);
    }
  }

  private drop(key: string): void {
    const url = this.entries.get(key)?.picture?.url;
    if (url) URL.revokeObjectURL(url);
    this.entries.delete(key);
  }

  private clear(): void {
    for (const key of [...this.entries.keys()]) this.drop(key);
  }
}

const stores = new WeakMap<AnySession, Pictures>();

export function picturesOf(session: AnySession): Pictures {
  const pictures = stores.get(session) ?? new Pictures(session);
  stores.set(session, pictures);
  return pictures;
}
