import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import type { Target } from '../target/target.ts';

/**
 * Refuses a target that is not a Supabase database, or on which the role lacks rights. Only reads.
 *
 * @throws ToolError with the missing parts
 */
export async function checkTarget(client: pg.ClientBase, target: Target): Promise<void> {
  const { rows } = await client.query<{
    roles: string[];
    users: boolean;
    role: string;
    creates: boolean;
    history: boolean;
    readable: boolean;
    recovering: boolean;
  }>(
    `select
       array(select unnest(array['anon', 'authenticated', 'service_role'])
             except select rolname::text from pg_catalog.pg_roles) as roles,
       exists (
         select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'auth' and c.relname = 'users'
       ) as users,
       current_user::text as role,
       has_database_privilege(current_database(), 'create') as creates,
       history.oid is not null as history,
       coalesce(
         has_schema_privilege(history.schema, 'usage') and has_table_privilege(history.oid, 'select'),
         true
       ) as readable,
       pg_is_in_recovery() as recovering
     from (select 1) as one
     left join (
       select c.oid, c.relnamespace as schema
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'supabase_migrations' and c.relname = 'schema_migrations'
     ) as history on true`,
  );
  const [found] = rows;
  if (!found) throw new Error('a query without a FROM that filters gives one row');
  const refuse = (message: string, next: string) => {
    throw new ToolError(message, { next: `Nothing was changed. ${next}` });
  };
  const missing = [
    ...found.roles.map((role) => `the role ${role}`),
    ...(found.users ? [] : ['the table auth.users']),
  ];
  if (missing.length > 0) {
    refuse(
      `${target.shown} is not a Supabase database: it lacks ${missing.join(', ')}.`,
      'Check that the address names the right server and database.',
    );
  }
  if (found.recovering) {
    refuse(`${target.shown} is a read replica.`, 'Give the address of the primary.');
  }
  if (!found.readable) {
    refuse(
      `The role ${found.role} may not read supabase_migrations.schema_migrations.`,
      'Connect as the role that applied the migrations before, such as postgres.',
    );
  }
  if (!found.creates && !found.history) {
    refuse(
      `The role ${found.role} may not create schemas in the database ${target.database}.`,
      'Connect as the owner of the database: on hosted Supabase that is postgres.',
    );
  }
}
