/** The added and the removed items of a list. */
export function differing<Item>(
  old: readonly Item[],
  now: readonly Item[],
): { readonly gained: Item[]; readonly lost: Item[] } {
  return {
    gained: now.filter((one) => !old.includes(one)),
    lost: old.filter((one) => !now.includes(one)),
  };
}
