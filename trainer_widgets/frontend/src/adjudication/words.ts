// Answers that stand for nobody, and what most people said, in words.
import type {
  AnonymousAnswer,
  ConsensusOffer,
  ContestedItem,
  OwnChoice,
  Taxonomy,
} from "../contract";
import type { AnyView } from "../looking/task_views";

/** The item under the name by which its picture is asked for. */
export const itemOf = ({ item, item_token: token }: ContestedItem): object => ({
  ...(item as object),
  token,
});

/** By the place beside the others: ranking has letters of its own. */
export function nameOf(answers: readonly AnonymousAnswer[], key: string): string {
  return `Answer ${answers.findIndex((one) => one.key === key) + 1}`;
}

const METHODS: Record<string, string> = {
  majority: "The majority",
  dawid_skene: "Dawid-Skene",
};

interface Telling {
  view: AnyView;
  taxonomy: Taxonomy | null;
}

export function saidIn({ view, taxonomy }: Telling, plain: unknown): string {
  return plain ? view.describe(plain as never, taxonomy) : "nothing";
}

export function choiceIn(
  telling: Telling,
  choice: OwnChoice,
  answers: readonly AnonymousAnswer[],
): string {
  const said = saidIn(telling, choice.plain);
  return choice.picked === null ? said : `${nameOf(answers, choice.picked)}: ${said}`;
}

/** What the consensus says beside a choice; the sentence has no end where an answer follows. */
export function consensusIn({ method, plain, probability, same }: ConsensusOffer): string {
  if (!plain) return "There is no consensus.";
  const who = METHODS[method] ?? method;
  const sure = probability === null ? "" : ` (probability ${probability.toFixed(2)})`;
  if (same) return `${who}${sure} says the same.`;
  return same === null ? `${who}${sure} says: ` : `${who}${sure} says something else: `;
}
