import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { styleText } from 'node:util';
import { commandLine, table as inTable, UsageError } from '@parakeet/command-kit';
import { runCommand } from '@parakeet/local-supabase';
import { schemasOf } from '../facts/described-schemas.ts';
import { functionPath } from '../functions/function-path.ts';
import { describeBlanks, findBlanks } from '../migrations/blanks.ts';
import { frameKinds, frameOf, type FrameKind, type FrameNames } from '../migrations/frames.ts';
import { readKnownSchema, type KnownSchema } from '../migrations/known-tables.ts';
import { adviceHere, readMigrationFiles } from '../migrations/migration-files.ts';
import { requireMigrationName, writeMigration } from '../migrations/new-migration.ts';
import { project, shortPath } from '../project/project.ts';
import schema from './new.schema.json' with { type: 'json' };

const nextSteps =
  `  ${commandLine('reset')}      applies it to a fresh local database\n` +
  `  ${commandLine('generate')}   updates the types\n`;

const stepOfFunction = `  ${commandLine('functions')}  writes the migration\n`;

await runCommand(schema, async (options) => {
  const name = options.text('name');
  requireMigrationName(name);
  const kind = readKind(options.text('kind'));
  for (const option of ['table', 'columns', 'schema', 'owner'] as const) {
    if (options.text(option) !== undefined) requireKind(kind, option);
  }
  const known = await readKnown();
  const place = { table: options.text('table'), schema: options.text('schema') };
  const { schema: inSchema, table } = await placeOf(place, kind, known);
  const owner = readOwner(options.text('owner'), kind, known);
  const columns = readColumns(options.text('columns'), kind, owner, known);
  const names = { name, schema: inSchema, table, columns, owner, tables: known.tables };
  const text = kind === undefined ? '' : await frameOf(kind, names);
  const made =
    kind === 'function'
      ? await writeFunction(`${inSchema}.${name}`, text)
      : await writeMigration(name, text);
  const blanks = findBlanks(text);
  process.stdout.write(
    `${styleText('green', '✔')} ${shortPath(made)}\n\n` +
      (blanks.length === 0 ? '' : `  fill in:\n\n${describeBlanks(blanks)}\n\n`) +
      (kind === 'contract'
        ? stepsOfContract({ name, schema: inSchema, table, columns })
        : `${kind === 'function' ? stepOfFunction : ''}${nextSteps}`),
  );
});

/** A function has its own file; `functions` writes the migration from it. */
async function writeFunction(name: string, text: string): Promise<string> {
  const path = functionPath(name);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    throw new UsageError(`${shortPath(path)} is there already.`, {
      next: `Edit it. ${commandLine('functions')} writes the migration.`,
    });
  }
  return path;
}

/** The next steps for a contract, besides its column. */
function stepsOfContract({
  schema: inSchema,
  table = '<table>',
  columns: [column = '<column>'] = [],
}: FrameNames) {
  const file = column.replaceAll('_', '-');
  const contract = column.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const key = inSchema === 'public' ? table : `'${inSchema}.${table}'`;
  const { contracts } = project();
  const json = contracts === undefined ? 'the folder of contracts' : shortPath(dirname(contracts));
  return `  then, in ${json}/:\n\n${inTable([
    [`${file}.ts`, `the contract ${contract}, in Zod`],
    ['contracts.ts', `jsonContracts: ${key}: { ${column}: ${contract} }`],
    [`fixtures/${file}.ts`, 'documents that it accepts, and documents that it refuses'],
  ])}\n  and at last:\n\n${inTable([
    [commandLine('contracts'), 'writes the migration with its CHECK'],
    [commandLine('generate'), 'updates the types'],
  ])}`;
}

function readKind(given: string | undefined): FrameKind | undefined {
  const kind = frameKinds.find((one) => one === given);
  if (given === undefined || kind) return kind;
  throw new UsageError(`There is no kind "${given}".`, {
    next: `Write --kind= and one of: ${frameKinds.join(', ')}. Without it the file is empty.`,
  });
}

async function readKnown(): Promise<KnownSchema> {
  if (existsSync(project().migrations)) return readKnownSchema(await readMigrationFiles());
  const next = adviceHere();
  if (next !== undefined) throw new UsageError('There is no supabase folder here.', { next });
  return readKnownSchema([]);
}

interface Place {
  readonly schema: string | undefined;
  readonly table: string | undefined;
}

/** The schema of the new object, and its table. The table exists unless it is the new object. */
async function placeOf(given: Place, kind: FrameKind | undefined, { tables }: KnownSchema) {
  const schemas = await schemasOf(project());
  const [usual = 'public'] = schemas;
  const isSchema = (name: string) =>
    isWord(name) || [...schemas, ...tables.map((one) => one.schema)].includes(name);
  if (given.schema !== undefined && !isSchema(given.schema)) {
    throw new UsageError(`"${given.schema}" is not a valid name for a schema.`, {
      next: `Schemas of the project are: ${schemas.join(', ')}.`,
    });
  }
  const { table } = given;
  if (table === undefined) return { schema: given.schema ?? usual, table };
  const named = tables.filter(({ name }) => name === table);
  if (named.length === 0 && !isWord(table)) {
    throw new UsageError(`"${table}" is not a valid name for a table.`, {
      next: 'Use lower-case words joined by _, without the schema: --schema=public --table=orders',
    });
  }
  const found =
    given.schema === undefined ? named : named.filter((one) => one.schema === given.schema);
  const isThere = (inSchema: string) => found.some((one) => one.schema === inSchema);
  if (kind === 'table') {
    const inSchema = given.schema ?? usual;
    if (!isThere(inSchema)) return { schema: inSchema, table };
    throw new UsageError(`There is a table ${table} already.`, {
      next: 'Give the new one another name. To change it, use another --kind, or none.',
    });
  }
  const [only, another] = found;
  if (only === undefined) throw noSuchTable(given, tables);
  if (another === undefined || isThere(usual)) {
    return { schema: isThere(usual) ? usual : only.schema, table };
  }
  throw new UsageError(`Several schemas have a table ${table}.`, {
    next: `Add one of: ${found.map((one) => `--schema=${one.schema}`).join(', ')}`,
  });
}

function noSuchTable({ schema: inSchema, table }: Place, tables: KnownSchema['tables']) {
  const names = tables
    .filter((one) => inSchema === undefined || one.schema === inSchema)
    .map((one) => (one.schema === 'public' ? one.name : `${one.schema}.${one.name}`));
  const where = inSchema === undefined ? '' : ` in ${inSchema}`;
  return new UsageError(`No migration makes a table ${table}${where}.`, {
    next:
      `Tables are: ${names.toSorted().join(', ') || 'none yet'}.\n` +
      'A new one: --kind=table. Without --table the file has a blank for the name.',
  });
}

/**
 * The account's column in a new table: the given one, or the most frequent one of the migrations.
 */
function readOwner(
  given: string | undefined,
  kind: FrameKind | undefined,
  { owners }: KnownSchema,
): string | undefined {
  if (kind !== 'table') {
    if (given === undefined) return undefined;
    throw new UsageError('--owner is of a new table.', { next: 'Write it with --kind=table.' });
  }
  if (given !== undefined) {
    if (isWord(given) || owners.has(given)) return given;
    throw new UsageError(`"${given}" is not a valid name for a column.`, {
      next: 'Use lower-case words joined by _: --owner=user_id',
    });
  }
  const [first, second] = [...owners].toSorted(([, one], [, other]) => other - one);
  if (first !== undefined && first[1] !== second?.[1]) return first[0];
  const why =
    first === undefined
      ? 'no policy and no foreign key to auth.users names one'
      : `policies and foreign keys name ${first[0]} and ${second?.[0]} as often`;
  throw new UsageError(
    `Which column holds the account that a row belongs to? In the migrations ${why}.`,
    {
      next: `Name it: --owner=${first?.[0] ?? 'user_id'}`,
    },
  );
}

function readColumns(
  given: string | undefined,
  kind: FrameKind | undefined,
  owner: string | undefined,
  { tables }: KnownSchema,
) {
  if (given === undefined) return undefined;
  const columns = given.split(',').map((column) => column.trim());
  const next = 'Use lower-case words joined by _, separated by commas: --columns=user_id,status';
  const isName = (column: string) =>
    isWord(column) || tables.some((one) => one.columns.has(column));
  const wrong = columns.find((column) => !isName(column));
  if (wrong !== undefined)
    throw new UsageError(`"${wrong}" is not a valid name for a column.`, { next });
  const twice = columns.find((column, place) => columns.indexOf(column) !== place);
  if (twice !== undefined) throw new UsageError(`The column ${twice} is named twice.`, { next });
  const own = columns.find((column) => column === 'id' || column === owner);
  if (kind === 'table' && own !== undefined) {
    throw new UsageError(`Every new table has a column ${own} already.`, {
      next: 'Name the other columns: --columns=status,total_cents',
    });
  }
  if (kind === 'contract' && columns.length > 1) {
    throw new UsageError(`A contract is for one column, and --columns names ${columns.length}.`, {
      next: `Make one migration for each, the first with --columns=${columns[0]}`,
    });
  }
  return columns;
}

function requireKind(kind: FrameKind | undefined, option: string): void {
  if (kind !== undefined) return;
  throw new UsageError(`--${option} fills in a frame, and there is none without --kind.`, {
    next: `Write --kind= and one of: ${frameKinds.join(', ')}`,
  });
}

/** Postgres cuts names after 63 characters. */
function isWord(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,62}$/.test(text);
}
