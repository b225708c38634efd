// Whether it may be told what most people said: not to somebody who has yet to judge alone.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Difference, differences } from "./answered";

const TellsMost = createContext(true);
export const TellsMostProvider = TellsMost.Provider;

export const useTellsMost = (): boolean => useContext(TellsMost);

type Tell = (values: readonly (string | null)[]) => (Difference | null)[];

/** Where nobody is to be told what most said: only that not all say the same. */
const unlike: Tell = (values) => {
  const isOne = new Set(values.filter((value) => value !== null)).size < 2;
  return values.map((value) => (value === null || isOne ? null : "divided"));
};

/** How values stand to each other, as far as it may be told. */
export function useDifferences(): Tell {
  return useTellsMost() ? differences : unlike;
}
