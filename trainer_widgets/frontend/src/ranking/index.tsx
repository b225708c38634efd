import type { RenderProps } from "@anywidget/types";
import { render as mount } from "preact";
import "./ranking.css";

function Ranking() {
  return <p class="tw-ranking">trainer_widgets</p>;
}

function render({ el }: RenderProps): () => void {
  mount(<Ranking />, el);
  return () => mount(null, el);
}

export default { render };
