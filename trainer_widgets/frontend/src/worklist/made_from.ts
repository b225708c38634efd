/** Makes something anew only when one of those that it is made from is another one. */
export function madeFrom<R>(): (from: readonly unknown[], make: () => R) => R {
  let known: { from: readonly unknown[]; made: R } | null = null;
  return (from, make) => {
    if (!known || from.some((one, at) => one !== known?.from[at])) known = { from, made: make() };
    return known.made;
  };
}
