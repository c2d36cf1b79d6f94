import { type Session } from './index.ts';
import { ownerOf, readTables } from './catalogue.ts';

/** What a table lacks, or has too much of, to keep a lifter's rows private. */
export interface GuardFault {
  readonly table: string;
  /** The fault, and the statement that fixes it. */
  readonly says: string;
}

interface Found {
  readonly table: string;
  readonly secured: boolean;
  /** Each role with its privileges. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  readonly policies: readonly {
    readonly name: string;
    readonly command: string;
    readonly roles: readonly string[];
    readonly permissive: boolean;
    readonly using: string | null;
    readonly check: string | null;
  }[];
}

/**
 * Checks the guards of each table of `public` in the catalogue: row level security, grants and
 * policies. security-matrix.test.ts tests their effect on rows. This finds a missing one, and
 * reports it once.
 */
export async function findGuardFaults(db: Session): Promise<GuardFault[]> {
  const tables = await readTables(db);
  const all = await db.query<Found>(`
    select relname as table, relrowsecurity as secured,
      (select coalesce(json_object_agg(role, privileges), '{}') from (
        select case grantee when 0 then 'public' else grantee::regrole::text end as role,
          json_agg(privilege_type order by privilege_type) as privileges
        from aclexplode(relacl) where grantee <> relowner group by grantee) as granted) as grants,
      (select coalesce(json_agg(json_build_object(
          'name', polname,
          'command', case polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE'
            when 'd' then 'DELETE' else 'ALL' end,
          'roles', (select json_agg(case role when 0 then 'public' else role::regrole::text end)
            from unnest(polroles) as role),
          'permissive', polpermissive,
          'using', pg_get_expr(polqual, polrelid),
          'check', pg_get_expr(polwithcheck, polrelid)
        ) order by polname), '[]') from pg_policy where polrelid = c.oid) as policies
    from pg_class as c
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
  return all.flatMap((found) => {
    const table = tables.find(({ name }) => name === found.table);
    const owner = table && ownerOf(table);
    const faults = owner === undefined ? [noOwner] : faultsOf(found, owner, table?.appendOnly);
    if (table?.columns.some(({ name, required }) => name === owner && !required)) {
      faults.push(
        `${owner} may be null, and then nobody owns the row. Write:\n` +
          `  alter table public.${found.table} alter ${owner} set not null;`,
      );
    }
    return faults.map((says) => ({ table: found.table, says: `public.${found.table}: ${says}` }));
  });
}

const noOwner = `no column says whose row it is. Write:
  user_id uuid not null references auth.users (id) on delete cascade`;

function faultsOf(found: Found, owner: string, appendOnly = false): string[] {
  const faults: string[] = [];
  const name = `public.${found.table}`;
  if (!found.secured) {
    faults.push(
      `row level security is off. Write:\n  alter table ${name} enable row level security;`,
    );
  }
  const commands = appendOnly ? ['SELECT', 'INSERT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
  for (const [role, privileges] of Object.entries(found.grants)) {
    const most = role === 'authenticated' ? commands : [];
    const more = privileges.filter((privilege) => !most.includes(privilege));
    if (more.length === 0 || role === 'service_role' || !isApiRole(role)) continue;
    const why =
      role === 'authenticated' && appendOnly ? ' (its comment says that it is append-only)' : '';
    faults.push(
      `${role} may ${inWords(more)}${why}. Write:\n  revoke ${inWords(more)} on ${name} from ${role};`,
    );
  }
  for (const [role, least] of [
    ['authenticated', commands],
    ['service_role', ['SELECT', 'INSERT', 'UPDATE', 'DELETE']],
  ] as const) {
    const missing = least.filter((one) => !(found.grants[role] ?? []).includes(one));
    if (missing.length === 0) continue;
    faults.push(
      `${role} may not ${inWords(missing)}. Write:\n  grant ${inWords(missing)} on ${name} to ${role};`,
    );
  }
  const condition = `(select auth.uid()) = ${owner}`;
  for (const command of commands) {
    const policies = found.policies.filter(
      (policy) => policy.permissive && [command, 'ALL'].includes(policy.command),
    );
    if (policies.length === 0) {
      const parts = [
        ...(command === 'INSERT' ? [] : [`using (${condition})`]),
        ...(command === 'INSERT' || command === 'UPDATE' ? [`with check (${condition})`] : []),
      ];
      faults.push(
        `no policy lets the owner ${command.toLowerCase()}. Write:\n` +
          `  create policy ${command.toLowerCase()}_own on ${name} for ${command.toLowerCase()} to authenticated\n` +
          `    ${parts.join(' ')};`,
      );
    }
    for (const policy of policies) {
      if (policy.roles.join() !== 'authenticated') {
        faults.push(
          `the policy ${policy.name} is for ${policy.roles.join(', ')}, not authenticated`,
        );
      }
      for (const text of [policy.using, policy.check]) {
        if (text === null || (text.includes('auth.uid()') && text.includes(owner))) continue;
        faults.push(`the policy ${policy.name} does not ask for the owner: ${text}`);
      }
    }
  }
  return faults;
}

function isApiRole(role: string): boolean {
  return ['anon', 'authenticated', 'service_role', 'public'].includes(role);
}

function inWords(privileges: readonly string[]): string {
  return privileges.map((one) => one.toLowerCase()).join(', ');
}
