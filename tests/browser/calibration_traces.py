"""What runs in a page of a calibration session: the next item, and where words are kept."""

from __future__ import annotations

# Waits for another prompt than the one before; gives it and the response at the left.
NEXT = """
async (before) => {
  const root = document.querySelector(".jp-OutputArea section.tw");
  const text = (selector) => root.querySelector(selector)?.innerText ?? "";
  for (const since = Date.now(); Date.now() - since < 15_000; ) {
    const prompt = text(".tw-prompt");
    if (prompt && prompt !== before) return [prompt, text("article")];
    await new Promise((done) => setTimeout(done, 5));
  }
  return ["", root.innerText];
}
"""
# Where words are in a browser: on screen, in what the view remembers, in what is stored.
TRACES = """
async (words) => {
  const found = new Set();
  const look = (where, text) => {
    for (const word of words) if (text.includes(word)) found.add(where);
  };
  const fields = [...document.querySelectorAll("input, textarea")].map((one) => one.value);
  look("page", document.documentElement.outerHTML + fields.join());
  look("localStorage", JSON.stringify(localStorage));
  look("sessionStorage", JSON.stringify(sessionStorage));
  const done = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const base = await done(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const all = base.transaction(store).objectStore(store).getAll();
      look("IndexedDB", JSON.stringify(await done(all)));
    }
    base.close();
  }
  // Preact's tree leads to all that the view holds; JupyterLab's model is not the view's.
  const left = [...document.querySelectorAll("section.tw")].map((root) => root.__k);
  if (left.includes(undefined)) throw new Error("the view's state is not where it was");
  const seen = new Set();
  while (left.length) {
    const one = left.pop();
    if (typeof one === "string") look("view", one);
    if (one === null || typeof one !== "object" || seen.has(one)) continue;
    if (one instanceof Node || one === window) continue;
    seen.add(one);
    if (one instanceof Map) left.push(...one.keys(), ...one.values());
    if (one instanceof Set) left.push(...one);
    for (const [key, value] of Object.entries(one)) if (key !== "channel") left.push(key, value);
  }
  return [...found].sort();
}
"""
