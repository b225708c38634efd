// The places of the tags, drawn over the image.
import type { Place } from "../contract";
import { boxOf, type Handle, type View } from "./geometry";
import { numberOf, type Row } from "./rows";
import type { Ghost } from "./use_pointer";

const HANDLES: Handle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

function styleOf(place: Place, view: View) {
  const { x, y, width, height } = boxOf(place);
  const corner = { left: `${x * view.scale + view.x}px`, top: `${y * view.scale + view.y}px` };
  if (place.width === null) {
    // A point is a pixel: its mark stands in the middle of it.
    const half = view.scale / 2;
    return {
      left: `${x * view.scale + view.x + half}px`,
      top: `${y * view.scale + view.y + half}px`,
    };
  }
  return { ...corner, width: `${width * view.scale}px`, height: `${height * view.scale}px` };
}

interface PlaceMarkProps {
  row: Row;
  place: Place;
  number: string;
  view: View;
  isCurrent: boolean;
  canResize: boolean;
}

function PlaceMark({ row, place, number, view, isCurrent, canResize }: PlaceMarkProps) {
  const shape = place.width === null ? "tw-dot" : "tw-box";
  const look = `tw-place ${shape} tw-${row.state} ${isCurrent ? "tw-at" : ""}`;
  const isLow = place.y * view.scale + view.y < 20;
  return (
    <div class={look} data-row={row.id} style={styleOf(place, view)}>
      <span class={`tw-place-name tw-name-${row.state} ${isLow ? "tw-under" : ""}`}>
        {row.state === "proposed" && "? "}
        <bdi>{row.name}</bdi>
        {number}
      </span>
      {isCurrent &&
        canResize &&
        place.width !== null &&
        HANDLES.map((handle) => (
          <span key={handle} class={`tw-handle tw-${handle}`} data-handle={handle} />
        ))}
    </div>
  );
}

interface PlacesProps {
  rows: readonly Row[];
  current: number | null;
  ghost: Ghost | null;
  view: View;
  canResize: boolean;
}

/** What is seen here is told by the list of tags: this is for eye and pointer alone. */
export function Places({ rows, current, ghost, view, canResize }: PlacesProps) {
  const placeOf = (row: Row) => (ghost?.row === row.id ? ghost.place : row.place);
  const shown = rows.filter((row) => row.state !== "removed" || row.id === current);
  // The one that is looked at lies on top, where its handles can be reached.
  const drawn = [
    ...shown.filter(({ id }) => id !== current),
    ...shown.filter(({ id }) => id === current),
  ];
  const isOne = (row: Row) => rows.filter(({ name }) => name === row.name).length === 1;
  return (
    <div class="tw-places" aria-hidden="true">
      {drawn.map((row) => {
        const place = placeOf(row);
        const number = isOne(row) ? "" : ` ${numberOf(rows, row)}`;
        const isCurrent = row.id === current;
        return (
          place && (
            <PlaceMark key={row.id} {...{ row, place, number, view, isCurrent, canResize }} />
          )
        );
      })}
    </div>
  );
}
