import type { KeyHelp, TaskView } from "../kit/state";
import { widgetOf } from "../kit/widget";
import {
  answerOf,
  describe,
  emptyDraft,
  fitDraft,
  hasKey,
  type ImageTags,
  paletteOf,
  restoreDraft,
  type TagDraft,
} from "./answer";
import { Verdicts } from "./verdicts";
import { ImageTagView } from "./view";
import "./stage.css";
import "./tags.css";

const TAGS: KeyHelp[] = [
  { keys: "t", does: "Find a tag by its name" },
  { keys: "a", does: "Accept this tag and go to the next proposal" },
  { keys: "⇧ A", does: "Accept all proposals: until then they do not count" },
  { keys: "x", does: "Remove this tag" },
  { keys: "c", does: "Change what this tag is" },
  { keys: "j k", does: "Next and previous tag" },
  { keys: "z", does: "Take the last step in this image back" },
  { keys: "w", does: "Nothing to tag" },
];
const LOOKING: KeyHelp[] = [
  { keys: "+ -", does: "Zoom; the wheel does as well once the focus is here" },
  { keys: "0", does: "All of the image" },
  { keys: "h", does: "Hide the places" },
];

export const imageTags: TaskView<ImageTags, TagDraft> = {
  title: "Image tags",
  empty: emptyDraft,
  restore: restoreDraft,
  fit: fitDraft,
  answer: answerOf,
  describe,
  Work: ImageTagView,
  Verdicts,
  keys: (_, options) => {
    const own = paletteOf(options)
      .filter(hasKey)
      .map(({ hotkey, name }) => ({ keys: hotkey, does: `Add the tag ${name}` }));
    const places: KeyHelp[] = [
      { keys: "b", does: "A box for this tag, in the middle" },
      { keys: "o", does: "A point for this tag, in the middle" },
      { keys: "← →", does: "Move the place; Shift resizes, Alt goes by one pixel" },
      { keys: "d", does: "Drop the place" },
    ];
    return [...own, ...TAGS, ...(options.place === "hidden" ? [] : places), ...LOOKING];
  },
};

export default widgetOf(imageTags);
