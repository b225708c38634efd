import type { CodeName } from "./codes";

/** A value as somebody wrote it, cut where there is no room; the chart's own words are muted. */
export function Name({ name }: { name: CodeName }) {
  if (name.isOwn) {
    return (
      <span class="tw-chart-name tw-muted" dir="ltr">
        {name.text}
      </span>
    );
  }
  return (
    <bdi class="tw-chart-name" title={name.text}>
      {name.text}
    </bdi>
  );
}

/** A feature or an outcome, by its name. */
export function Title({ text }: { text: string }) {
  return (
    <bdi class="tw-chart-name tw-chart-title" title={text}>
      {text}
    </bdi>
  );
}
