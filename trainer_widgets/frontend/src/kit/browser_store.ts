// localStorage that may be absent, forbidden or full; and the names of the keys in it.

/** The last name typed in this browser: a suggestion, no more. */
const LAST_NAME = "tw:name";

/** By page: the project is not known before somebody has said who they are. */
const nameKey = (): string => `${LAST_NAME}:${location.pathname}`;

/** The kinds of keys that belong to one person in one project. */
export type Kind = "outbox" | "refused" | "draft";

/** One person in one project: whose keys these are. */
export interface Owner {
  /** Made by `ownerOf`: encoded already. */
  who: string;
  project: string;
}

/**
 * A login and an annotator can differ (a fixed `annotator=`): what was decided under one name must
 * never be sent under another, so both are in the key.
 */
export function ownerOf(login: string | null, annotator: string, project: string): Owner {
  const names = login === null || login === annotator ? [annotator] : [login, annotator];
  return { who: names.map(encodeURIComponent).join("/"), project };
}

export function keyPrefix(kind: Kind, owner: Owner): string {
  return `tw:${kind}:${owner.who}:${encodeURIComponent(owner.project)}:`;
}

function open(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export class BrowserStore {
  private readonly storage: Storage | null;

  constructor(storage: Storage | null = open()) {
    this.storage = storage;
  }

  read(key: string): string | null {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  /** Whether the text is now really in there. */
  write(key: string, text: string): boolean {
    try {
      this.storage?.setItem(key, text);
      return this.storage?.getItem(key) === text;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    try {
      this.storage?.removeItem(key);
    } catch {
      // What cannot be reached cannot be removed either.
    }
  }

  keys(prefix: string): string[] {
    try {
      const { storage } = this;
      if (!storage) return [];
      const all = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
      return all.filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  }
}

/** The name typed on this page: a reload does not ask again, another notebook does. */
export const nameHere = (store: BrowserStore): string | null => store.read(nameKey());

export const suggestedName = (store: BrowserStore): string => store.read(LAST_NAME) ?? "";

export function rememberName(store: BrowserStore, name: string): void {
  for (const key of [LAST_NAME, nameKey()]) store.write(key, name);
}

/** Ask again on this page. */
export const forgetPage = (store: BrowserStore): void => store.remove(nameKey());

/** Forget a name on every page; names of others stay. */
export function forgetName(store: BrowserStore, name: string | null): void {
  for (const key of store.keys(LAST_NAME)) if (store.read(key) === name) store.remove(key);
}
