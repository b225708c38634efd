// Tags of one image side by side: how many of each, and where.
import { useEffect, useState } from "preact/hooks";
import type { AutoTag, ImageTagAnswer, ImageTagDealt, ImageTagOptions } from "../contract";
import { fitView, type Size } from "../image_tags/geometry";
import { type Picture, picturesOf } from "../image_tags/pictures";
import { Places } from "../image_tags/places";
import type { Row } from "../image_tags/rows";
import { useSession } from "../kit/context";
import type { Answered, AnswersProps } from "./answered";
import { NobodyAnswered, PeopleColumns, type Shown } from "./grid";
import { Person } from "./person";
import "../image_tags/stage.css";

type Props = AnswersProps<ImageTagDealt, ImageTagOptions, ImageTagAnswer>;

const MOST = 1_024;
const LARGE = { width: 300, height: 220 };
const SMALL = { width: 250, height: 188 };
/** So many pictures stand in a row as large ones. */
const FEW = 2;

const countOf = (tags: readonly { name: string }[], name: string): number =>
  tags.filter((tag) => tag.name === name).length;

/** What was done to what the tagger proposed; empty where all of it was kept. */
const changeOf = (n: number, proposed: number): string =>
  n === proposed ? "" : n > proposed ? `${n - proposed} added` : `${proposed - n} removed`;

/** The tags that anybody named: those that were proposed first, then as they come. */
function tagNames({ item, said }: Props): string[] {
  const given = said.flatMap(({ plain }) => plain?.tags ?? []);
  return [...new Set([...(item.auto_tags ?? []), ...given].map(({ name }) => name))];
}

function tagAspect(name: string, proposals: readonly AutoTag[] | null): Shown<ImageTagAnswer> {
  const proposed = countOf(proposals ?? [], name);
  return {
    key: name,
    name,
    head: (
      <>
        <bdi>{name}</bdi>{" "}
        {proposed > 0 && <span class="tw-proposed-count">proposed {proposed}</span>}
      </>
    ),
    tell: ({ tags }) => `${countOf(tags, name)}`,
    show: ({ tags }) => {
      const n = countOf(tags, name);
      const change = proposals && changeOf(n, proposed);
      return (
        <>
          {n} {change && <span class="tw-changed-count">{change}</span>}
        </>
      );
    },
  };
}

/** The picture of the item, once it is here; null until then, and a sentence where none comes. */
function usePicture(item: ImageTagDealt): Picture | string | null {
  const [session] = useSession();
  const pictures = picturesOf(session);
  const [picture, setPicture] = useState<Picture | string | null>(() => item.problem);
  useEffect(() => {
    if (item.problem) return undefined;
    let here = true;
    const show = (found: Picture | string) => here && setPicture(found);
    pictures.whole(item.token, MOST).then(show, (error: Error) => show(error.message));
    return () => {
      here = false;
    };
  }, [pictures, item]);
  return picture;
}

const rowsOf = ({ tags }: ImageTagAnswer): Row[] =>
  tags.map(({ name, place }, id) => ({ id, name, place, auto: null, state: "accepted" }));

interface PlacedProps {
  item: ImageTagDealt;
  picture: Picture;
  /** Whose places; null for the picture alone. */
  one: Answered<ImageTagAnswer> | null;
  room: Size;
}

function Placed({ item, picture, one, room }: PlacedProps) {
  const view = { ...fitView(item, room), x: 0, y: 0 };
  const size = { width: `${item.width * view.scale}px`, height: `${item.height * view.scale}px` };
  return (
    <figure class="tw-placed">
      <div class="tw-placed-picture" style={size}>
        <img src={picture.url} alt="" draggable={false} />
        <Places
          rows={one?.plain ? rowsOf(one.plain) : []}
          current={null}
          ghost={null}
          view={view}
          canResize={false}
        />
      </div>
      {one && (
        <figcaption>
          <Person one={one} />
        </figcaption>
      )}
    </figure>
  );
}

/** The same picture for each person, with their places on it: what lies where is seen at once. */
function PlacedByPerson({ item, said }: Props) {
  const picture = usePicture(item);
  if (typeof picture === "string") return <p class="tw-complaint">{picture}</p>;
  if (!picture) return <p class="tw-muted">Fetching the image…</p>;
  const answered = said.filter(({ plain }) => plain);
  const placed = answered.length ? answered : [null];
  const room = placed.length > FEW ? SMALL : LARGE;
  return (
    <div class="tw-placed-list">
      {placed.map((one, at) => (
        <Placed key={at} {...{ item, picture, one, room }} />
      ))}
    </div>
  );
}

export function ImageTagAnswers(props: Props) {
  const { item, said } = props;
  const names = tagNames(props);
  const isAnswered = said.some(({ plain }) => plain);
  return (
    <div class="tw-answers">
      <PlacedByPerson {...props} />
      {!isAnswered && <NobodyAnswered said={said} />}
      {isAnswered && names.length === 0 && <p class="tw-muted">Nothing to tag, all say.</p>}
      {isAnswered && names.length > 0 && (
        <PeopleColumns
          name="Tags"
          aspects={names.map((name) => tagAspect(name, item.auto_tags))}
          said={said}
        />
      )}
    </div>
  );
}
