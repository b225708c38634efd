// The picture of the item on screen, a sharper one of what is zoomed into, and those that follow.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ImageTagDealt } from "../contract";
import { useSession } from "../kit/context";
import { Refusal } from "../kit/transport";
import type { ImageTags, TagDraft } from "./answer";
import { type Box, visiblePart } from "./geometry";
import { type Picture, picturesOf } from "./pictures";
import type { Looking } from "./use_view";

const AHEAD = 3;
const PAUSE = 180;
const MOST = 4_096;
// Sizes go up in steps, so that a stage a little larger asks for no other picture.
const STEP = 512;

export interface Found {
  picture: Picture | null;
  /** Why there is no picture and never will be. */
  broken: string | null;
  /** Why there is none yet; it can be asked for again. */
  delay: string | null;
  again(): void;
}

function sideOf({ stage }: Looking): number | null {
  if (!stage) return null;
  const wanted = Math.max(stage.width, stage.height) * window.devicePixelRatio;
  return Math.min(MOST / 2, Math.max(2, Math.ceil(wanted / STEP)) * STEP);
}

export function useWhole(item: ImageTagDealt, looking: Looking): Found {
  const [session] = useSession<ImageTags, TagDraft>();
  const pictures = picturesOf(session);
  const [picture, setPicture] = useState(pictures.ready(item.token));
  const [problem, setProblem] = useState<Error | null>(null);
  const [asked, setAsked] = useState(0);
  const most = sideOf(looking);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` asks again
  useEffect(() => {
    if (item.problem || !most) return undefined;
    let here = true;
    setProblem(null);
    const ahead = async () => {
      for (const next of session.deal.ahead.slice(0, AHEAD)) {
        if (here && !next.problem) await pictures.whole(next.token, most).catch(() => {});
      }
    };
    pictures.whole(item.token, most).then(
      (found) => {
        if (here) setPicture(found);
        void ahead();
      },
      (error: Error) => here && setProblem(error),
    );
    return () => {
      here = false;
    };
  }, [session, pictures, item, most, asked]);
  const isBroken = problem instanceof Refusal && problem.problem.final;
  return {
    picture,
    broken: item.problem ?? (isBroken ? problem.message : null),
    delay: problem && !isBroken ? problem.message : null,
    again: () => setAsked(asked + 1),
  };
}

export interface Detail {
  picture: Picture;
  box: Box;
}

interface Wanted {
  box: Box;
  most: number;
}

/** Where the whole picture has too few pixels for the zoom: what is on the stage, and in how many. */
function wantedDetail(item: ImageTagDealt, looking: Looking, whole: Picture | null): Wanted | null {
  const { stage, view } = looking;
  if (!stage || !view || !whole) return null;
  const scale = Math.min(1, view.scale * window.devicePixelRatio);
  if (scale <= (whole.width / item.width) * 1.1) return null;
  const part = visiblePart(view, item, stage);
  const x = Math.floor(part.x);
  const y = Math.floor(part.y);
  const box = {
    x,
    y,
    width: Math.min(item.width, Math.ceil(part.x + part.width)) - x,
    height: Math.min(item.height, Math.ceil(part.y + part.height)) - y,
  };
  return { box, most: Math.min(MOST, Math.ceil(Math.max(box.width, box.height) * scale)) };
}

export function useDetail(item: ImageTagDealt, looking: Looking, whole: Picture | null) {
  const [session] = useSession<ImageTags, TagDraft>();
  const [detail, setDetail] = useState<Detail | null>(null);
  const wanted = wantedDetail(item, looking, whole);
  const latest = useRef(wanted);
  latest.current = wanted;
  const key = JSON.stringify(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when something else is wanted
  useEffect(() => {
    const now = latest.current;
    if (!now) return undefined;
    let here = true;
    const show = (picture: Picture) => here && setDetail({ picture, box: now.box });
    const timer = setTimeout(() => {
      picturesOf(session)
        .part(item.token, now.box, now.most)
        .then(show, () => {});
    }, PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [session, item.token, key]);
  return wanted ? detail : null;
}
