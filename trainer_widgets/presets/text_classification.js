// Which of some labels a text has.
export default {
  title: "Text classification",
  empty: () => ({ labels: [] }),
  fit: ({ labels }, _item, options) => ({
    labels: options.labels.filter((one) => labels.includes(one)),
  }),
  answer: (draft) => (draft.labels.length ? draft : "Choose a label first."),
  describe: ({ labels }) => labels.join(", "),

  Work({ kit, item, options, draft, setDraft, submit }) {
    const { html, Choice, Reading } = kit;
    const choose = (label) => {
      const isOn = !options.at_once && draft.labels.includes(label);
      const others = options.multiple ? draft.labels.filter((one) => one !== label) : [];
      const chosen = isOn ? others : [...others, label];
      setDraft({ labels: options.labels.filter((one) => chosen.includes(one)) });
      if (options.at_once) submit();
    };
    return html`
      <${Reading} name="Text" text=${item.text} />
      <${Choice}
        name=${options.multiple ? "Labels" : "Label"}
        of=${options.labels}
        value=${draft.labels}
        onChoose=${choose}
      />
    `;
  },
};
