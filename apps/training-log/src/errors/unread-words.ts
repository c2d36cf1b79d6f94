/** A row that the app does not understand. */
export interface Unread {
  /** The lifter's word for it: `session`. */
  readonly what: string;
  /** Whether an update of the app helps. */
  readonly isNewer: boolean;
}

/** Says which rows were not understood, in the lifter's words; undefined without such rows. */
export function unreadWords(unread: readonly Unread[]): string {
  const newer = unread.filter(({ isNewer }) => isNewer);
  const broken = unread.filter(({ isNewer }) => !isNewer);
  const sentences: string[] = [];
  if (newer.length > 0) {
    const [were, them] = newer.length === 1 ? ['was', 'it'] : ['were', 'them'];
    sentences.push(
      `${counted(newer)} ${were} saved by a newer version of the app. Update to see ${them}.`,
    );
  }
  if (broken.length > 0) sentences.push(`${counted(broken)} cannot be read.`);
  return sentences.join(' ');
}

/** For example `2 sessions and one workout log`, with a capital. */
function counted(unread: readonly Unread[]): string {
  const counts = new Map<string, number>();
  for (const { what } of unread) counts.set(what, (counts.get(what) ?? 0) + 1);
  const parts = [...counts].map(([what, count]) =>
    count === 1 ? `one ${what}` : `${count} ${what}s`,
  );
  const last = parts.pop() ?? '';
  const text = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
