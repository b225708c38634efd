// How far the numbers of a slice can be trusted, by how it was found.
import type { Overview } from "../contract";

const WORDS: Record<Exclude<Overview["standing"], "all">, [name: string, means: string]> = {
  confirmed: [
    "Confirmed",
    "Found in one half of the items and confirmed in the other: the difference is not chance.",
  ],
  exploratory: [
    "Exploratory",
    "Picked by hand after looking. The interval does not account for the looking: check the slice on new labels.",
  ],
};

export function Standing({ standing }: Pick<Overview, "standing">) {
  if (standing === "all") return null;
  const [name, means] = WORDS[standing];
  return (
    <p class={`tw-standing tw-${standing}`}>
      <strong>
        <span aria-hidden="true">{standing === "confirmed" ? "✓ " : "◇ "}</span>
        {name}
      </strong>{" "}
      {means}
    </p>
  );
}
