import { lockModes, type RelationName, type StatementFacts } from '@parakeet/schema-tools';

/** What a statement did, in a line: `logs ACCESS EXCLUSIVE; scan logs; refused 23502 reps`. */
export function seen(facts: StatementFacts): string {
  const part = (words: string, relations: readonly RelationName[]) =>
    relations.length === 0 ? [] : [`${words} ${relations.map(nameIn).join(' ')}`];
  const modeOf = (table?: string) =>
    Math.max(
      ...facts.locks.map(({ name, mode }) => (name === table ? lockModes.indexOf(mode) : -1)),
    );
  return [
    ...(facts.transaction === 'file' ? [] : [facts.transaction]),
    // that of an index counts where its table has a weaker one
    ...facts.locks
      .filter(
        ({ kind, table, mode }) => kind !== 'index' || modeOf(table) < lockModes.indexOf(mode),
      )
      .map((lock) => `${nameIn(lock)} ${lock.mode}`),
    ...part(
      'scan',
      facts.scans.filter(({ isWhole }) => isWhole),
    ),
    ...part(
      'scan in part',
      facts.scans.filter(({ isWhole }) => !isWhole),
    ),
    ...part('rewrite', facts.rewrites),
    ...part('build', facts.builds),
    ...part('empty', facts.emptied),
    ...part('drop', facts.drops),
    ...facts.changes.map(
      ({ inserted, updated, deleted, rows, ...table }) =>
        `${nameIn(table)} +${inserted} ~${updated} -${deleted} of ${rows}`,
    ),
    ...(facts.refusal ? [`refused ${facts.refusal.code}`] : []),
    ...(facts.error ? [`error ${facts.error.code}`] : []),
  ].join('; ');
}

function nameIn({ name }: RelationName): string {
  return name;
}
