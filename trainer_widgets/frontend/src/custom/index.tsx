// Any registered task: its view comes from the kernel and is drawn in the kit's frame.
import type { RenderProps } from "@anywidget/types";
import { widgetOf } from "../kit/widget";
import { type Source, ViewSource } from "./source";
import { brokenView, viewOf, written } from "./view";
import "./custom.css";

type Mounting = Pick<RenderProps, "model" | "el"> & { signal?: AbortSignal };

async function loaded(source: ViewSource) {
  try {
    return viewOf(source, written(source.name, await source.load()));
  } catch (error) {
    return brokenView(source, source.mistake(error));
  }
}

function render(mounting: Mounting): () => void {
  const source = new ViewSource(mounting.model.get("_view") as Source);
  let isOver = false;
  let end = () => {};
  void loaded(source).then((view) => {
    if (!isOver) end = widgetOf(view).render(mounting);
  });
  return () => {
    isOver = true;
    end();
  };
}

export default { render };
