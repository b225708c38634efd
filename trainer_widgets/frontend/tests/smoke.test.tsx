import { render } from "preact";
import { expect, test } from "vitest";

test("JSX renders into the DOM of the test", () => {
  const root = document.createElement("div");
  render(<p>hello</p>, root);
  expect(root.textContent).toBe("hello");
});
