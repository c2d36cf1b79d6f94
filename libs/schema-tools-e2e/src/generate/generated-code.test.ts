import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { type Generated, generateFrom, type GeneratedFolder, writeGenerated } from './generated.ts';

// What is generated of a schema with everything in it: whether it compiles, fits the CLI's types,
// and describes what Postgres answers.

let database: RunDatabase;
let generated: Generated;
let written: GeneratedFolder;
beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
  const schema = await readFile(new URL('any-schema.sql', import.meta.url), 'utf8');
  await withClient(database.ownerUrl, (client) => client.query(schema));
  generated = await generateFrom(database.ownerUrl, ['public', 'other']);
  written = await writeGenerated(generated);
});
afterAll(async () => {
  await written.remove();
  await dropRunDatabase(database);
});

/** The flags of TypeScript that a project may have, all of them. */
const strictest = {
  target: 'es2023',
  lib: ['es2023', 'dom'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  customConditions: ['parakeet-source'],
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
};

/** What TypeScript says of a folder, with more files in it. */
async function compile(folder: string, files: Readonly<Record<string, string>> = {}) {
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  const config = join(folder, 'tsconfig.json');
  await writeFile(config, JSON.stringify({ compilerOptions: strictest, include: ['.'] }));
  const compiler = createRequire(import.meta.url).resolve('typescript-native/package.json');
  const tsc = join(dirname(compiler), 'bin/tsc');
  // to a file: the compiler replaces the process of its start script, and once its words did not
  // come through a pipe
  const output = join(folder, 'tsc.txt');
  const file = await open(output, 'w');
  const child = spawn(process.execPath, [tsc, '-p', config], {
    stdio: ['ignore', file.fd, file.fd],
  });
  const [code, signal]: unknown[] = await once(child, 'exit');
  await file.close();
  const printed = (await readFile(output, 'utf8')).trim();
  // without a problem to name it did not compile at all
  if (code !== 0 && !/error TS\d+/.test(printed)) {
    throw new Error(`tsc ended with ${String(code ?? signal)}: ${printed}`);
  }
  return printed === '' ? [] : printed.split('\n');
}

/** Compiles only if each schema makes what the types of the CLI say. */
const assignable = `
import type * as z from 'zod';
import type { Database as Cli } from './supabase.ts';
import type { Database } from './database.ts';
import { functionSchemasOf } from './functions/index.ts';
import { rowSchemasOf } from './rows/index.ts';

type Fits<Type, Wide> = [Type] extends [Wide] ? true : false;
export const isWhole: Fits<Database, Cli> = true;
export const isSame: Fits<Cli, Database> = false;

type Rows = typeof rowSchemasOf;
type Shapes = { row: 'Row'; insert: 'Insert'; update: 'Update' };
type Relations<Of, Schema> = Schema extends keyof Of
  ? Of[Schema] extends { Tables: infer Tables; Views: infer Views } ? Tables & Views : never
  : never;
type Shape<Relation, Name> = Name extends keyof Relation
  ? Relation extends { ComputedFields: infer Computed extends PropertyKey }
    ? [Computed] extends [never] ? Relation[Name] : Omit<Relation[Name], Computed>
    : never
  : never;
/** The schemas whose output is not what the type says. */
type Misfits<Of> = {
  [Schema in keyof Rows]: {
    [Table in keyof Rows[Schema]]: {
      [Key in keyof Rows[Schema][Table]]: Key extends keyof Shapes
        ? Table extends keyof Relations<Of, Schema>
          ? Rows[Schema][Table][Key] extends infer Type extends z.ZodType
            ? Fits<z.output<Type>, Shape<Relations<Of, Schema>[Table], Shapes[Key]>> extends true
              ? never : [Schema, Table, Key]
            : never
          : [Schema, Table]
        : never;
    }[keyof Rows[Schema][Table]];
  }[keyof Rows[Schema]];
}[keyof Rows];
export const misfits: [Misfits<Cli>, Misfits<Database>] extends [never, never] ? true : [Misfits<Cli>, Misfits<Database>] = true;

type Functions = (typeof functionSchemasOf)['public'];
type Wrong = {
  [Name in keyof Functions]: Name extends keyof Cli['public']['Functions']
    ? Functions[Name] extends { args: infer Args extends z.ZodType }
      ? Fits<z.output<Args>, Cli['public']['Functions'][Name]['Args']> extends true ? never : Name
      : Name
    : Name;
}[keyof Functions];
export const wrong: [Wrong] extends [never] ? true : Wrong = true;
`;

describe('what is generated of a schema with everything in it', () => {
  it('compiles under the strictest flags, and makes what the types of the CLI say', async () => {
    expect(await compile(written.folder, { 'assignable.ts': assignable })).toEqual([]);
  });

  it('is refused by the same check if a schema makes something else', async () => {
    const file = join(written.folder, 'rows/with-other.ts');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('id: integer,', 'id: integer.nullable(),'));
    const problems = await compile(written.folder, { 'assignable.ts': assignable });
    await writeFile(file, text);
    expect(problems.join('\n')).toMatch(/assignable\.ts.*Misfits/);
  });

  it.each(['.js', ''] as const)('compiles with imports that end in %j', async (ending) => {
    const other = await writeGenerated(generated, ending);
    try {
      expect(await compile(other.folder)).toEqual([]);
      expect(await readFile(join(other.folder, 'rows/index.ts'), 'utf8')).toContain(
        `'./other/things${ending}'`,
      );
    } finally {
      await other.remove();
    }
  });

  it('has a file of its own for each table and view', async () => {
    const files = await readdir(join(written.folder, 'rows'), { recursive: true });
    const names = files.map((file) => file.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const file of ['odd-table', 'odd-table-2', 'odd-table-3', 'index-2', '日本', 'proto']) {
      expect(names).toContain(`${file}.ts`);
    }
  });

  it('notes what is not described, and nothing else', () => {
    expect(generated.notes.toSorted()).toEqual([
      'function public.half_named: missing in the types of the CLI',
      'function public.over: the Data API cannot tell it from another function',
      'function public.unnamed: missing in the types of the CLI',
      'function public.unnamed_two: missing in the types of the CLI',
      'unknown: public.ee.e is empty_enum',
      'unknown: the argument a of public.poly is anyelement',
      'unknown: what public.poly returns is anyelement',
    ]);
  });
});

/** The exports of a generated file that are schemas. */
async function schemasOf(file: string): Promise<Readonly<Record<string, z.ZodType>>> {
  return (await import(join(written.folder, file))) as Record<string, z.ZodType>;
}

describe('a view', () => {
  it('has the limits of the columns that it shows, through other views, and is as nullable as it is', async () => {
    const { ViewOfViewRow } = await schemasOf('rows/view-of-view.ts');
    const row = { id: 1, chk: 'x', doc: null, w: null, dd: null };
    expect(ViewOfViewRow?.safeParse(row).success).toBe(true);
    expect(ViewOfViewRow?.safeParse({ ...row, chk: 'z' }).success).toBe(false);
    const { LjRow } = await schemasOf('rows/lj.ts');
    const joined = { id: 1, pid: null, name: null, doc: null, st: 'a', rg: null };
    expect(LjRow?.safeParse(joined).success).toBe(true);
    expect(LjRow?.safeParse({ ...joined, id: null }).success).toBe(false);
  });

  it('has no limits in a column that it computes', async () => {
    const { UniRow } = await schemasOf('rows/uni.ts');
    expect(UniRow?.safeParse({ id: 1, st: 'anything' }).success).toBe(true);
    const { ExprRow } = await schemasOf('rows/expr.ts');
    expect(ExprRow?.safeParse({ st: 'none', st2: '', st3: 'n', a: null }).success).toBe(true);
  });
});

describe('what a function returns', () => {
  // as PostgREST asks for it: rows where the result has columns, values otherwise
  it.each([
    ['Tab', 'rows', 'tab', 'public.tab(1)'],
    ['Outs', 'row', 'outs', 'public.outs(1)'],
    ['OneOut', 'row', 'one-out', 'public.one_out(1)'],
    ['Inouts', 'row', 'inouts', "public.inouts(1, 'x')"],
    ['SetScalar', 'values', 'set-scalar', 'public.set_scalar()'],
    ['StrictNull', 'value', 'strict-null', 'public.strict_null()'],
    ['ArrRet', 'value', 'arr-ret', 'public.arr_ret()'],
    ['RetView', 'rows', 'ret-view', 'public.ret_view()'],
    ['UnnamedJson', 'value', 'unnamed-json', `public.unnamed_json('{"a": 1}')`],
  ])('%s is described as %s', async (type, kind, file, call) => {
    const { [`${type}Result`]: schema } = await schemasOf(`functions/${file}.ts`);
    const sql = {
      rows: `select coalesce(json_agg(to_json(f)), '[]') as answer from ${call} as f`,
      row: `select to_json(f) as answer from (select * from ${call}) as f`,
      values: `select json_agg(f) as answer from ${call} as f`,
      value: `select to_json(${call}) as answer`,
    }[kind];
    const [row] = await withClient(database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ answer: unknown }>(sql ?? '');
      return rows;
    });
    expect(schema?.safeParse(row?.answer).error?.issues).toBeUndefined();
    expect(schema?.safeParse(undefined).success).toBe(false);
  });
});
