import { type Session } from '@parakeet/db-harness';
import { ownerOf, type Tables } from '@parakeet/db-harness/catalogue';
import { type MadeRows } from '@parakeet/db-harness/made-rows';

/**
 * Deletes an account, as GoTrue does, and checks the result. Findings are a refused deletion,
 * remaining rows, also without an owner, and lost rows of other lifters.
 *
 * @param db a transaction, with rows of the lifter and of others
 * @returns findings with the foreign key or the table; empty if all is well
 */
export async function findDeletionFaults(
  db: Session,
  tables: Tables,
  leaving: string,
): Promise<string[]> {
  const owners = new Map(tables.map((table) => [table.name, ownerOf(table) ?? 'id']));
  const othersOf = async () => {
    const digests = new Map<string, string>();
    for (const [table, owner] of owners) {
      const [row] = await db.query<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as digest
         from public."${table}" as t where "${owner}" is distinct from $1`,
        [leaving],
      );
      digests.set(table, row?.digest ?? '');
    }
    return digests;
  };
  const others = await othersOf();
  const refusal = await db.undoIfRefused(() =>
    db.query('delete from auth.users where id = $1', [leaving]),
  );
  if (refusal) {
    return [
      `an account cannot be deleted: ${refusal.message}. ` +
        `Write "on delete cascade" at ${refusal.constraint ?? 'the foreign key'} of public.${refusal.table ?? '…'}`,
    ];
  }
  const faults: string[] = [];
  const after = await othersOf();
  for (const [table, owner] of owners) {
    const [row] = await db.query<{ count: number }>(
      `select count(*)::int as count from public."${table}" where "${owner}" = $1`,
      [leaving],
    );
    if (row?.count !== 0) faults.push(`public.${table} keeps rows of an account that is deleted`);
    if (after.get(table) !== others.get(table)) {
      faults.push(
        `public.${table} has other rows than before, once somebody else's account is deleted: ` +
          `rows that nobody owns, or rows of another lifter. Write "on delete cascade" at ${owner}`,
      );
    }
  }
  return faults;
}

/**
 * Checks this for an account with a row in each table, beside a similar account.
 *
 * @param db a transaction that the caller rolls back
 */
export async function findMadeDeletionFaults(db: Session, made: MadeRows): Promise<string[]> {
  const [leaving, staying] = [await db.createLifter(), await db.createLifter()];
  await made.insertFamily(leaving);
  await made.insertFamily(staying);
  return findDeletionFaults(db, made.tables, leaving);
}
