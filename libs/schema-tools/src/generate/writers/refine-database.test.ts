import { describe, expect, it } from 'vitest';
import type { Catalogue, CatalogueColumn } from '../model.ts';
import { column } from '../testing.ts';
import { CliTypes } from './cli-types.ts';
import { refineDatabase } from './refine-database.ts';

/** The refined text, without the banner and the end of the last line. */
function refined(text: string, catalogue: Parameters<typeof refineDatabase>[1]): string {
  return bare(refineDatabase(new CliTypes(text), catalogue).text());
}

function bare(text: string): string {
  return text.slice(text.indexOf('\n') + 1, -1);
}

/** The shape of the CLI's text, in its own layout. */
const cliTypes = `
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  "other": { Tables: { "sessions": { Row: { "status": string }, Insert: {}, Update: {} } } }
  "public": {
          Tables: {
            "sessions": {
                  Row: {
                    "id": string,"block_number": number | null,"status": string,"doubled": number | null, note: string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "id"?: string,"block_number"?: number | null,"status"?: string,"doubled"?: never, note?: string | null
                  }
                  Update: {
                    "id"?: string,"block_number"?: number | null,"status"?: string,"doubled"?: never, note?: string | null
                  }
                  Relationships: []
                }
          }
          Functions: {
            "plan": {
              Args: { "sets": unknown, "state"?: string, "raw": Json, "day": string }
              Returns: { "row": string }
            }
            "plans": { Args: never, Returns: { "row": string }[] }
            "count": { Args: never, Returns: number }
          }
          Views: { "sessions_view": { Row: { "status": string | null } } }
        }
}
`;

const listed = (name: string, values: NonNullable<CatalogueColumn['values']>) =>
  column(name, 'text', { values });

const sessions: Catalogue['tables'][number] = {
  schema: 'public',
  name: 'sessions',
  columns: [
    column('id'),
    listed('status', ['planned', "it's"]),
    listed('block_number', [1, 2, -3]),
    listed('doubled', [2, 4]),
    column('note'),
  ],
};

describe('refineDatabase', () => {
  it('gives a column its union in Row, Insert and Update, and leaves the rest as it was', () => {
    const block = '1 | 2 | -3 | null';
    const status = '"planned" | "it\'s"';
    expect(refined(cliTypes, { tables: [sessions], functions: [] })).toBe(
      cliTypes
        .replace('"doubled": number', '"doubled": 2 | 4')
        .replaceAll('"block_number": number | null', `"block_number": ${block}`)
        .replaceAll('"block_number"?: number | null', `"block_number"?: ${block}`)
        .replace('"status": string,"doubled"', `"status": ${status},"doubled"`)
        .replaceAll('"status"?: string', `"status"?: ${status}`),
    );
  });

  it('gives a JSONB column the type of its contract, NULL or not, and imports it', () => {
    const types = cliTypes
      .replaceAll('note: string', 'note: Json')
      .replaceAll('note?: string', 'note?: Json')
      .replaceAll('"id": string', '"id": NonNullable<Json>')
      .replaceAll('"id"?: string', '"id"?: NonNullable<Json>');
    const contract = (name: string, file: string) => ({ contract: { name, file } });
    const tables = [
      {
        schema: 'public',
        name: 'sessions',
        columns: [
          { ...column('id'), ...contract('PlannedSets', '../json/planned-sets.ts') },
          { ...column('note'), ...contract('JitInputSnapshot', '../json/jit-input-snapshot.ts') },
        ],
      },
    ];
    expect(refined(types, { tables, functions: [] })).toBe(
      "import type { JitInputSnapshot } from '../json/jit-input-snapshot.ts';\n" +
        "import type { PlannedSets } from '../json/planned-sets.ts';\n" +
        types
          .replaceAll('note: Json', 'note: JitInputSnapshot')
          .replaceAll('note?: Json', 'note?: JitInputSnapshot')
          .replaceAll('NonNullable<Json>', 'PlannedSets'),
    );
  });

  it('infers the type of a contract from its schema if no type has its name', () => {
    const types = cliTypes
      .replaceAll('note: string', 'note: Json')
      .replaceAll('note?: string', 'note?: Json');
    const contract = { name: 'Address', file: '../json/contracts.ts', isUntyped: true };
    const columns = [{ ...column('note'), contract }];
    const tables = [{ schema: 'public', name: 'sessions', columns }];
    const text = refined(types, { tables, functions: [] });
    expect(text).toContain("import type { Address } from '../json/contracts.ts';");
    expect(text).toContain("note: import('zod').input<typeof Address>");
  });

  it('gives a function’s arguments their exact types, and its result the type of the rows', () => {
    const contract = (name: string, file: string) => ({ contract: { name, file } });
    const functions = [
      {
        schema: 'public',
        name: 'plan',
        args: [
          {
            ...column('sets', 'text', { nullable: false }),
            ...contract('PlannedSets', '../json/planned-sets.ts'),
          },
          listed('state', ['planned', 'done']),
          { ...column('raw'), ...contract('RecoveryPayload', '../json/recovery-payload.ts') },
          column('day'),
        ],
        result: { schema: 'public', table: 'sessions', isSet: false },
      },
      {
        schema: 'public',
        name: 'plans',
        args: [],
        result: { schema: 'public', table: 'sessions', isSet: true },
      },
      { schema: 'public', name: 'count', args: [] },
    ];
    const row = "Database['public']['Tables']['sessions']['Row']";
    expect(refined(cliTypes, { tables: [], functions })).toBe(
      "import type { PlannedSets } from '../json/planned-sets.ts';\n" +
        "import type { RecoveryPayload } from '../json/recovery-payload.ts';\n" +
        cliTypes
          .replace('"sets": unknown', '"sets": PlannedSets')
          .replace(
            '"state"?: string, "raw": Json',
            '"state"?: "planned" | "done", "raw": RecoveryPayload',
          )
          .replace('Returns: { "row": string }[]', `Returns: ${row}[]`)
          .replace('Returns: { "row": string }', `Returns: ${row}`),
    );
    expect(() =>
      refined(cliTypes, { tables: [], functions: [{ schema: 'public', name: 'gone', args: [] }] }),
    ).toThrow('supabase gen types wrote no Database.public.Functions.gone');
  });

  it('names a column with a contract that has another type in the CLI’s text', () => {
    const contract = { name: 'PlannedSets', file: '../json/planned-sets.ts' };
    const tables = [
      { schema: 'public', name: 'sessions', columns: [{ ...column('note'), contract }] },
    ];
    expect(() => refined(cliTypes, { tables, functions: [] })).toThrow(
      'gave Database.public.Tables.sessions.Row.note the type string | null, and its contract is ' +
        'PlannedSets',
    );
  });

  it('gives types unknown to the CLI the type of the row schemas', () => {
    const types = cliTypes
      .replaceAll('note: string | null', 'note: unknown')
      .replaceAll('note?: string | null', 'note?: unknown')
      .replaceAll('"id": string', '"id": unknown');
    const range = { bounds: { name: 'int4', isMultiple: false } };
    const field = { ...column('x', 'int4'), nullable: false };
    const composite = { ...column('id').type, name: 'public.point', fields: [field] };
    const columns = [
      { ...column('id'), nullable: false, type: composite },
      { ...column('note'), type: { ...column('note').type, ...range } },
    ];
    expect(refined(types, { tables: [{ ...sessions, columns }], functions: [] })).toBe(
      types
        .replace('"id": unknown', '"id": { x: number }')
        .replace('note: unknown', 'note: string | null')
        .replaceAll('note?: unknown', 'note?: string | null'),
    );
  });

  it('changes nothing if no values are listed', () => {
    const tables = [
      { schema: 'public', name: 'sessions', columns: [column('id'), column('note')] },
    ];
    expect(refined(cliTypes, { tables, functions: [] })).toBe(cliTypes);
  });

  it('names a table that the CLI did not write', () => {
    const tables = [{ schema: 'public', name: 'programs', columns: [] }];
    expect(() => refined(cliTypes, { tables, functions: [] })).toThrow(
      'Database.public.Tables.programs',
    );
  });

  it('names a column that the CLI did not write', () => {
    const tables = [{ schema: 'public', name: 'sessions', columns: [column('week_number')] }];
    expect(() => refined(cliTypes, { tables, functions: [] })).toThrow(
      'supabase gen types wrote no Database.public.Tables.sessions.Row.week_number',
    );
  });

  it('names a column whose type is not that of its values', () => {
    const tables = [
      { schema: 'public', name: 'sessions', columns: [listed('block_number', ['one'])] },
    ];
    expect(() => refined(cliTypes, { tables, functions: [] })).toThrow(
      'gave Database.public.Tables.sessions.Row.block_number the type number | null, and its ' +
        'CHECK lists "one"',
    );
  });

  it('refuses a notice of the CLI before its types, with the line', () => {
    const notice = '│\n▲  Connected to 127.0.0.1 without TLS\n';
    expect(() => refined(notice + cliTypes, { tables: [], functions: [] })).toThrow(
      /not print TypeScript, line 1/,
    );
  });

  it('refuses a text without the type', () => {
    expect(() => refined('export type Json = string', { tables: [], functions: [] })).toThrow(
      'supabase gen types wrote no type Database',
    );
  });
});
