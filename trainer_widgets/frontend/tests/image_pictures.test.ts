import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pictures } from "../src/image_tags/pictures";
import { Refusal } from "../src/kit/transport";

const ending = { controller: new AbortController() };
const live = new Set<string>();
let asked: { token: string; most: number }[] = [];
let failures: Error[] = [];
const hello = vi.fn(async () => {});

function pictures(): Pictures {
  const ask = async (_: string, body: { token: string; most: number }) => {
    asked.push(body);
    const failure = failures.shift();
    if (failure) throw failure;
    const pictured = { media_type: "image/png", width: 4, height: 3 };
    return { body: pictured, buffers: [new DataView(new ArrayBuffer(4))] };
  };
  return new Pictures({ ask, hello, signal: ending.controller.signal } as never);
}

beforeEach(() => {
  ending.controller = new AbortController();
  live.clear();
  asked = [];
  failures = [];
  let count = 0;
  vi.stubGlobal(
    "URL",
    Object.assign(URL, {
      createObjectURL: () => {
        count += 1;
        live.add(`blob:${count}`);
        return `blob:${count}`;
      },
      revokeObjectURL: (url: string) => live.delete(url),
    }),
  );
  vi.stubGlobal("Image", class {});
});
afterEach(() => vi.unstubAllGlobals());

test("A picture is asked for once, and is there at once when it is shown", async () => {
  const store = pictures();
  expect(store.ready("t1")).toBeNull();
  const [one, same] = await Promise.all([store.whole("t1", 800), store.whole("t1", 1200)]);
  expect(one).toBe(same);
  expect(store.ready("t1")).toBe(one);
  expect(asked).toHaveLength(1);
});

test("Of many pictures the last ten are kept, and none when the view is gone", async () => {
  const store = pictures();
  for (let n = 0; n < 25; n += 1) await store.whole(`t${n}`, 800);
  expect(live.size).toBe(10);
  expect(store.ready("t24")).not.toBeNull();
  expect(store.ready("t0")).toBeNull();
  ending.controller.abort();
  expect(live.size).toBe(0);
});

test("What was on its way when the view ended is let go as it comes", async () => {
  const store = pictures();
  const coming = store.whole("t1", 800);
  ending.controller.abort();
  await coming;
  await Promise.resolve();
  expect(live.size).toBe(0);
});

test("What failed is asked for again; a kernel that came back is greeted first", async () => {
  const store = pictures();
  failures = [new Error("late")];
  await expect(store.whole("t1", 800)).rejects.toThrow("late");
  failures = [new Refusal({ code: "unknown_seat", message: "who?", final: false })];
  await expect(store.whole("t1", 800)).resolves.toMatchObject({ width: 4 });
  expect(hello).toHaveBeenCalledOnce();
  expect(asked).toHaveLength(3);
});
