// People's names in a sentence. They are what somebody typed: never more than text.
import { Fragment } from "preact";

const MOST = 4;

/** "ana, ben and cem"; of many the first few, and how many there are beside them. */
export function Names({ names }: { names: readonly string[] }) {
  const shown = names.length > MOST + 1 ? names.slice(0, MOST) : names;
  const rest = names.length - shown.length;
  return (
    <>
      {shown.map((name, at) => (
        <Fragment key={name}>
          {at > 0 && (at === shown.length - 1 && rest === 0 ? " and " : ", ")}
          <bdi class="tw-somebody">{name}</bdi>
        </Fragment>
      ))}
      {rest > 0 && ` and ${rest} others`}
    </>
  );
}
