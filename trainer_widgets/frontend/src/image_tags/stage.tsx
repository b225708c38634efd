// The image: looked at closely, with the places of its tags.
import type { RefObject } from "preact";
import type { Place } from "../contract";
import { Button } from "../kit/button";
import { useKeys, useSession } from "../kit/context";
import { boxOf, type Size, type View } from "./geometry";
import { Places } from "./places";
import type { Detail, Found } from "./use_picture";
import type { Pointing } from "./use_pointer";
import { usePointer } from "./use_pointer";
import type { Looking } from "./use_view";

const STEP = 1.4;

export function Broken({ reason }: { reason: string }) {
  const [session] = useSession();
  const escalate = () =>
    session.sitting.escalate({ reason: "broken_item", note: reason, suggested_rule: "" });
  return (
    <div class="tw-state" role="alert">
      <h2>There is no image to show</h2>
      <p>{reason}</p>
      <p class="tw-muted">Go on with the next one, or tell the lead that this item is broken.</p>
      <div class="tw-actions">
        <Button name="Skip it" onClick={() => session.sitting.skip()} />
        <Button name="Escalate as broken" look="primary" onClick={escalate} />
      </div>
    </div>
  );
}

function Late({ found }: { found: Found }) {
  if (!found.delay) return <p class="tw-stage-wait tw-muted">Fetching the image…</p>;
  return (
    <div class="tw-state" role="alert">
      <p>The image has not come: {found.delay}</p>
      <Button name="Ask again" onClick={found.again} />
    </div>
  );
}

function Image({
  url,
  at,
  view,
}: {
  url: string;
  at: Size & { x: number; y: number };
  view: View;
}) {
  const { scale, x, y } = view;
  const style = {
    width: `${at.width * scale}px`,
    height: `${at.height * scale}px`,
    transform: `translate(${at.x * scale + x}px, ${at.y * scale + y}px)`,
  };
  return <img class="tw-picture" src={url} alt="" draggable={false} style={style} />;
}

export interface StageProps extends Pointing {
  element: RefObject<HTMLDivElement | null>;
  found: Found;
  detail: Detail | null;
  current: number | null;
  hidesPlaces: boolean;
}

export function Stage(props: StageProps) {
  const { armed, canPlace, current, detail, element, found, hidesPlaces, image, looking, rows } =
    props;
  const pointer = usePointer(element, props);
  const { view } = looking;
  const doing = pointer.gesture?.kind === "pan" && !looking.isFitted ? "tw-panning" : "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div
      ref={element}
      class={`tw-stage ${armed ? "tw-armed" : ""} ${doing}`}
      role="group"
      aria-label={`Image, ${image.width} by ${image.height} pixels`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys zoom and move what is in it
      tabIndex={0}
      data-tw-home
      onPointerDown={pointer.down}
      onPointerMove={pointer.move}
      onPointerUp={pointer.up}
      onPointerCancel={pointer.cancel}
    >
      {found.picture && view ? (
        <Image url={found.picture.url} at={{ x: 0, y: 0, ...image }} view={view} />
      ) : (
        <Late found={found} />
      )}
      {detail && view && <Image url={detail.picture.url} at={detail.box} view={view} />}
      {view && found.picture && !hidesPlaces && (
        <Places {...{ rows, current, view }} ghost={pointer.ghost} canResize={canPlace} />
      )}
    </div>
  );
}

interface StageBarProps {
  looking: Looking;
  /** What keys zoom into; without it, the middle. */
  around: Place | null;
  hides: boolean;
  setHides(hides: boolean): void;
}

/** Zoom, and whether places are drawn. */
export function StageBar({ looking, around, hides, setHides }: StageBarProps) {
  const zoom = (factor: number) => {
    const { view } = looking;
    if (!view || !around) return looking.zoom(factor);
    const { x, y, width, height } = boxOf(around);
    const at = { x: x + width / 2, y: y + height / 2 };
    looking.zoom(factor, { x: at.x * view.scale + view.x, y: at.y * view.scale + view.y });
  };
  const closer = () => zoom(STEP);
  const further = () => zoom(1 / STEP);
  const toggle = () => setHides(!hides);
  useKeys({ "+": closer, "=": closer, "-": further, 0: looking.fit, h: toggle });
  const percent = looking.view ? Math.round(looking.view.scale * 100) : 100;
  return (
    <div class="tw-stage-bar">
      <Button name="Zoom out" hint="-" look="quiet" disabled={looking.isFitted} onClick={further}>
        <span class="tw-hidden">Zoom out</span>
      </Button>
      <span class="tw-zoom" role="status" aria-label="Zoom">
        {percent} %
      </span>
      <Button name="Zoom in" hint="+" look="quiet" onClick={closer}>
        <span class="tw-hidden">Zoom in</span>
      </Button>
      <Button name="Fit" hint="0" look="quiet" disabled={looking.isFitted} onClick={looking.fit} />
      <Button name="Hide places" hint="h" look="quiet" aria-pressed={hides} onClick={toggle} />
    </div>
  );
}
