// Who is it? Jupyter's own answer, from the cookie; the shared token is never used.
import { type BrowserStore, nameHere } from "./browser_store";

export interface Person {
  login: string | null;
  /** The name somebody typed on this page. */
  name: string | null;
}

interface Me {
  identity?: { username?: string };
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 8_000;

/** Where to ask; null where no Jupyter serves this page. */
function address(): URL | null {
  const text = document.getElementById("jupyter-config-data")?.textContent;
  if (!text) return null;
  const { baseUrl = "/" } = JSON.parse(text) as { baseUrl?: string };
  const url = new URL(`${baseUrl}api/me`, document.baseURI);
  return url.origin === location.origin ? url : null;
}

/**
 * Jupyter makes up a user with a random hex id where nobody logged in. This is a guess, for a login
 * may look like one: where messages are stamped, the kernel goes by what the server knows.
 */
export function loginOf(me: Me): string | null {
  const { username } = me.identity ?? {};
  if (!username) return null;
  const invented = /^[0-9a-f]{32}$/i.test(username.replaceAll("-", ""));
  return invented || username === "anonymous" ? null : username;
}

async function askServer(signal: AbortSignal): Promise<string | null> {
  const url = address();
  if (!url) return null;
  const response = await fetch(url, { credentials: "same-origin", signal });
  // A server that is too old to tell.
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return loginOf((await response.json()) as Me);
}

/**
 * Asks the server until it answers, or gives up with an error. A server that does not answer is
 * not a server that knows nobody: a login's labels must not go under a name that was typed once.
 */
export async function whoIsThere(
  store: BrowserStore,
  signal: AbortSignal,
  asksAgain: (problem: string) => void,
): Promise<Person> {
  for (let pause = FIRST_PAUSE; ; pause *= 2) {
    try {
      const login = await askServer(signal);
      return { login, name: login === null ? nameHere(store) : null };
    } catch (error) {
      const problem = `Jupyter does not tell who you are (${(error as Error).message}).`;
      if (signal.aborted || pause > LONGEST_PAUSE) throw new Error(problem);
      asksAgain(`${problem} Asking again…`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
