// Which words of a text are what.
const idOf = ({ start, end, label }) => `${start}:${end} ${label}`;
const meet = (one, other) => one.start < other.end && other.start < one.end;
const inOrder = (spans) =>
  [...spans].sort((one, other) => one.start - other.start || one.end - other.end);

/** The marks below the text: what they are, and how to be rid of them. */
function Marks({ kit, text, spans, current, pick, remove }) {
  const { html, Button, textOf } = kit;
  const rows = spans.map((span) => {
    const words = textOf(text, span);
    return html`
      <li key=${idOf(span)} aria-current=${idOf(span) === current}>
        <${Button} name=${words} look="quiet" dir="auto" onClick=${() => pick(idOf(span))} />
        <span dir="auto">${span.label}</span>
        <span class="tw-space"></span>
        <${Button}
          name="Remove"
          look="quiet"
          aria-label=${`Remove ${span.label}: ${words}`}
          onClick=${() => remove(idOf(span))}
        />
      </li>
    `;
  });
  return rows.length ? html`<ul class="tw-rows" aria-label="Marks">${rows}</ul>` : null;
}

export default {
  title: "Span extraction",
  empty: () => ({ spans: [] }),
  fit: ({ spans }, _item, options) => ({
    spans: spans.filter(({ label }) => options.labels.includes(label)),
  }),
  describe: ({ spans }) => `${spans.length} marked`,
  keys: {
    "← → Shift": "Move in the text, select words",
    Enter: "Look at the mark under the caret; a label's key then changes it",
    Delete: "Remove the mark that is looked at",
  },

  Work({ kit, item, options, draft, setDraft }) {
    const { html, useState, useKeys, Choice, SpanText } = kit;
    const [selection, setSelection] = useState(null);
    const [current, setCurrent] = useState(null);
    const [problem, setProblem] = useState("");
    const { spans } = draft;

    const put = (span, others) => {
      if (others.some((one) => idOf(one) === idOf(span))) return "These words have this label.";
      const meeting = !options.overlapping && others.find((one) => meet(one, span));
      if (meeting) return `These words are part of a mark already: ${meeting.label}.`;
      setDraft({ spans: inOrder([...others, span]) });
      setSelection(null);
      setCurrent(others === spans ? null : idOf(span));
      return "";
    };
    const mark = (label) => {
      const known = spans.find((one) => idOf(one) === current);
      const others = spans.filter((one) => one !== known);
      if (selection) setProblem(put({ ...selection, label }, spans));
      else setProblem(known ? put({ ...known, label }, others) : "Select the words first.");
    };
    const remove = (id) => {
      setDraft({ spans: spans.filter((one) => idOf(one) !== id) });
      setCurrent(null);
    };
    const pick = (id) => {
      setSelection(null);
      setCurrent(id);
    };
    useKeys({ Delete: () => remove(current), Backspace: () => remove(current) }, current !== null);

    const marks = spans.map((span) => ({
      start: span.start,
      end: span.end,
      id: idOf(span),
      label: span.label,
      tone: options.labels.indexOf(span.label),
      current: idOf(span) === current,
    }));
    return html`
      <${SpanText}
        name="Text"
        text=${item.text}
        spans=${marks}
        selection=${selection}
        onSelect=${setSelection}
        onPick=${pick}
        home
      />
      <${Choice} name="Labels" of=${options.labels} onChoose=${mark} />
      <p class="tw-complaint" role="status">${problem}</p>
      <${Marks} ...${{ kit, text: item.text, spans, current, pick, remove }} />
    `;
  },
};
