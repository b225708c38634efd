// Labels that no task of ours tells: who said what, in the columns that there are.
import type { Fact } from "../contract";
import { Reading } from "../custom/reading";
import { visible } from "../kit/marked_text";
import type { Answered, AnswersProps } from "./answered";
import { PeopleRows, type Shown } from "./grid";

type Fields = Record<string, unknown>;
type Props = AnswersProps<Fields | null, unknown, unknown>;
type Label = readonly Fact[];

/** What every dealt item and answer has, whatever its task. */
const COMMON = new Set(["type", "token", "number", "supersedes", "note"]);

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

function columnsOf({ columns, plain }: Answered): Label | null {
  if (columns.length) return columns;
  if (!isFields(plain)) return plain === null ? null : [{ name: "answer", text: textOf(plain) }];
  return Object.entries(plain)
    .filter(([name, value]) => !COMMON.has(name) && value !== null && value !== undefined)
    .map(([name, value]) => ({ name, text: textOf(value) }));
}

/** The members of a list that was told as JSON; null for everything else. */
function listOf(text: string): string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(textOf) : null;
  } catch {
    return null;
  }
}

function Value({ text }: { text: string }) {
  const list = listOf(text);
  if (!list) return <bdi class="tw-told">{visible(text)}</bdi>;
  if (!list.length) return <span class="tw-muted">none</span>;
  return (
    <span class="tw-told-list">
      {list.map((one, at) => (
        <bdi key={at} class="tw-told-chip">
          {visible(one)}
        </bdi>
      ))}
    </span>
  );
}

function aspectOf(name: string): Shown<Label> {
  const tell = (label: Label) => label.find((one) => one.name === name)?.text ?? null;
  return { key: name, name, tell, show: (label) => <Value text={tell(label) ?? ""} /> };
}

/** The texts of an item whose task nobody here knows. */
function Texts({ item }: Pick<Props, "item">) {
  const texts = Object.entries(item ?? {}).filter(
    ([name, value]) => !COMMON.has(name) && typeof value === "string" && value.trim(),
  );
  return (
    <>
      {texts.map(([name, text]) => (
        <Reading key={name} name={name} text={text as string} />
      ))}
    </>
  );
}

export function LabelAnswers({ item, said }: Props) {
  const labels = said.map((one): Answered<Label> => ({ ...one, plain: columnsOf(one) }));
  const names = labels.flatMap(({ plain }) => (plain ?? []).map(({ name }) => name));
  return (
    <div class="tw-answers">
      <Texts item={item} />
      <PeopleRows name="Labels" said={labels} aspects={[...new Set(names)].map(aspectOf)} />
    </div>
  );
}
