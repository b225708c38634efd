// Who is it? Jupyter's own answer, from the cookie; the shared token is never used.
import { type BrowserStore, NAME_KEY } from "./browser_store";

export interface Person {
  login: string | null;
  name: string | null;
}

interface Me {
  identity?: { username?: string; display_name?: string; name?: string };
}

function baseUrl(): string | null {
  const text = document.getElementById("jupyter-config-data")?.textContent;
  if (!text) return null;
  try {
    const url: unknown = (JSON.parse(text) as { baseUrl?: unknown }).baseUrl;
    return typeof url === "string" ? url : null;
  } catch {
    return null;
  }
}

/** Jupyter makes up a user where nobody logged in: a random hex id, called "Anonymous Io". */
export function loginOf(me: Me): string | null {
  const { username, display_name: display, name } = me.identity ?? {};
  if (!username) return null;
  const invented = /^[0-9a-f]{32}$/i.test(username.replaceAll("-", ""));
  const anonymous = [username, display, name].some((text) => /^anonymous\b/i.test(text ?? ""));
  return invented || anonymous ? null : username;
}

export async function whoIsThere(store: BrowserStore, signal: AbortSignal): Promise<Person> {
  const name = store.read(NAME_KEY);
  const base = baseUrl();
  if (base === null) return { login: null, name };
  try {
    const url = new URL(`${base}api/me`, document.baseURI);
    if (url.origin !== location.origin) return { login: null, name };
    const response = await fetch(url, { credentials: "same-origin", signal });
    const login = response.ok ? loginOf((await response.json()) as Me) : null;
    return { login, name };
  } catch {
    return { login: null, name };
  }
}
