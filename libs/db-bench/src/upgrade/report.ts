import type { MeasuredMigration, MeasuredUpgrade } from './measure-upgrade.ts';
import type { SentStatement } from './traffic.ts';

/** Milliseconds that a migration may delay a client, or a lock may keep writers out. */
const most = 1000;

/** The longest that one client statement took. */
export interface Longest {
  readonly kind: string;
  readonly name: string;
  /** In milliseconds, during the migration and before. */
  readonly during: number;
  readonly before: number;
}

const taken = ({ began, ended }: SentStatement) => ended - began;

/** The longest statement of each kind of client, during the migration and before. */
export function longestOfKinds({ before, during }: MeasuredMigration): Longest[] {
  const kinds = [...new Set(during.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) => {
    const longest = (sent: readonly SentStatement[]) =>
      sent
        .filter((statement) => statement.kind === kind)
        .reduce<SentStatement | undefined>(
          (one, other) => (one && taken(one) >= taken(other) ? one : other),
          undefined,
        );
    const [now, then] = [longest(during), longest(before)];
    return {
      kind,
      name: now?.name ?? '',
      during: now ? taken(now) : 0,
      before: then ? taken(then) : 0,
    };
  });
}

/** The clients' errors, counted: `40P01 deadlock detected` to their number. */
export function errorsOf(sent: readonly SentStatement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { error } of sent) {
    if (error !== undefined) counts.set(error, (counts.get(error) ?? 0) + 1);
  }
  return counts;
}

/** The longest wait for, and the longest hold of, a lock that keeps writers out. */
function longestLock({ locks }: MeasuredMigration): { waited: number; held: number } {
  return {
    waited: Math.max(0, ...locks.map(({ waited }) => waited)),
    held: Math.max(0, ...locks.map(({ held }) => held)),
  };
}

/**
 * The faults of an upgrade: clients that waited more than a second because of it, their errors, and
 * locks that kept writers out for more than a second. Empty if all is well.
 */
export function faultsOf({ migrations }: MeasuredUpgrade): string[] {
  const faults: string[] = [];
  for (const migration of migrations) {
    const { file } = migration;
    for (const { kind, name, during, before } of longestOfKinds(migration)) {
      if (during - before > most) {
        faults.push(
          `${file}: a client (${kind}) waited ${ms(during - before)} ms because of it, at "${name}" (${ms(during)} ms, and ${ms(before)} before)`,
        );
      }
    }
    for (const [error, count] of errorsOf(migration.during)) {
      faults.push(`${file}: clients saw ${count} × ${error}`);
    }
    faults.push(...lockFaults(migration));
  }
  return faults;
}

function lockFaults({ file, locks }: MeasuredMigration): string[] {
  const tooLong = locks
    .filter(({ waited, held }) => waited + held > most)
    .toSorted((one, other) => other.waited + other.held - one.waited - one.held);
  const [longest] = tooLong;
  if (!longest) return [];
  const { table, mode, waited, held } = longest;
  const others = new Set(tooLong.map((lock) => lock.table));
  others.delete(table);
  return [
    `${file}: ${mode} kept the writers of ${table} out for ${ms(waited + held)} ms, ${ms(waited)} waiting and ${ms(held)} held` +
      (others.size > 0 ? `; and those of ${[...others].join(', ')}` : ''),
  ];
}

/** The printed table. */
export function upgradeTable({ migrations }: MeasuredUpgrade): string {
  const kinds = [...new Set(migrations.flatMap(({ during }) => during.map(({ kind }) => kind)))];
  const rows = [
    ['migration', 'push', 'gave up', ...kinds.toSorted(), 'lock waited', 'held', 'errors'],
    ...migrations.map((migration) => {
      const { waited, held } = longestLock(migration);
      const errors = [...errorsOf(migration.during).values()].reduce((sum, one) => sum + one, 0);
      const { file, pushes } = migration;
      return [
        file.replace(/\.sql$/, ''),
        `${((pushes.at(-1) ?? 0) / 1000).toFixed(1)} s`,
        String(pushes.length - 1),
        ...longestOfKinds(migration).map(({ during, before }) => `${ms(during)} (${ms(before)})`),
        ms(waited),
        ms(held),
        String(errors),
      ];
    }),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function ms(milliseconds: number): string {
  return milliseconds.toFixed(0);
}
