// What can be done with the tag that is looked at.
import type { ImageTagOptions } from "../contract";
import { Button, Key } from "../kit/button";
import { rounded } from "./geometry";
import { numberOf, type Row } from "./rows";
import type { PlaceKeys } from "./use_place_keys";
import type { Tags } from "./use_tags";

function placeText({ place }: Row): string {
  if (!place) return "not placed";
  const { x, y, width, height } = rounded(place);
  return width === null ? `point at ${x}, ${y}` : `${width} × ${height} at ${x}, ${y}`;
}

function Hint({
  row,
  keys,
  options,
}: {
  row: Row | null;
  keys: PlaceKeys;
  options: ImageTagOptions;
}) {
  if (!row) return <>Choose a tag to see and place it.</>;
  if (options.place === "hidden") return null;
  if (row.place) {
    return (
      <>
        <Key>← ↑ ↓ →</Key> move
        {row.place.width !== null && (
          <>
            {" "}
            <Key>⇧</Key> resize
          </>
        )}{" "}
        <Key>Alt</Key> by one pixel
      </>
    );
  }
  if (!keys.canPoint) return <>Draw a box around it.</>;
  return <>{keys.canBox ? "Draw a box around it, or click a point." : "Click a point on it."}</>;
}

interface CurrentProps {
  tags: Tags;
  keys: PlaceKeys;
  options: ImageTagOptions;
}

function Name({ row, tags, options }: { row: Row } & Omit<CurrentProps, "keys">) {
  return (
    <>
      <strong>
        <bdi>{row.name}</bdi> {numberOf(tags.rows, row)}
      </strong>{" "}
      <span class="tw-muted">
        {row.state}
        {options.place !== "hidden" && `, ${placeText(row)}`}
      </span>
    </>
  );
}

function Acts({ tags, keys, options }: CurrentProps) {
  const { current: row, renames } = tags;
  const id = row?.id ?? -1;
  const isAccepted = !row || row.state === "accepted";
  const isRemoved = !row || row.state === "removed";
  const rename = () => tags.setRenames(!renames);
  return (
    <span class="tw-this-tag-acts">
      <Button name="Accept" hint="a" disabled={isAccepted} onClick={() => tags.accept(id)} />
      <Button name="Remove" hint="x" disabled={isRemoved} onClick={() => tags.remove(id)} />
      <Button name="Change" hint="c" disabled={!row} aria-pressed={renames} onClick={rename} />
      {keys.canBox && <Button name="Box" hint="b" disabled={!row} onClick={() => keys.put(true)} />}
      {keys.canPoint && (
        <Button name="Point" hint="o" disabled={!row} onClick={() => keys.put(false)} />
      )}
      {options.place !== "hidden" && (
        <Button
          name="No place"
          hint="d"
          disabled={!row?.place}
          onClick={() => tags.place(id, null)}
        />
      )}
    </span>
  );
}

export function Current(props: CurrentProps) {
  const { tags, keys, options } = props;
  const { current: row, renames } = tags;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-this-tag" role="group" aria-label="This tag">
      <span class="tw-this-tag-name">
        {row ? <Name {...{ row, tags, options }} /> : <span class="tw-muted">No tag chosen</span>}
      </span>
      <Acts {...props} />
      <span class="tw-muted tw-this-tag-hint">
        {renames ? "Choose the tag that it is." : <Hint row={row} keys={keys} options={options} />}
      </span>
    </div>
  );
}
