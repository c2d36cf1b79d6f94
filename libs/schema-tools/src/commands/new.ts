import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { styleText } from 'node:util';
import { commandLine, table as inTable, UsageError } from '@parakeet/command-kit';
import { runCommand } from '@parakeet/local-supabase';
import { functionPath } from '../functions/function-path.ts';
import { describeBlanks, findBlanks } from '../migrations/blanks.ts';
import { frameKinds, frameOf, type FrameKind, type FrameNames } from '../migrations/frames.ts';
import { madeTables } from '../migrations/made-tables.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
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
  const table = readTable(options.text('table'), kind);
  const columns = readColumns(options.text('columns'), kind);
  const tables = await readTables(table);
  refuseTable(table, kind, tables);
  const text = kind === undefined ? '' : frameOf(kind, { name, table, columns, tables });
  const made =
    kind === 'function' ? await writeFunction(name, text) : await writeMigration(name, text);
  const blanks = findBlanks(text);
  process.stdout.write(
    `${styleText('green', '✔')} ${shortPath(made)}\n\n` +
      (blanks.length === 0 ? '' : `  fill in:\n\n${describeBlanks(blanks)}\n\n`) +
      (kind === 'contract'
        ? stepsOfContract({ name, table, columns })
        : `${kind === 'function' ? stepOfFunction : ''}${nextSteps}`),
  );
});

/** A function has a file of its own, from which `functions` makes the migration. */
async function writeFunction(name: string, text: string): Promise<string> {
  const path = functionPath(`public.${name}`);
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

/** What a contract needs besides its column. */
function stepsOfContract({ table = '<table>', columns: [column = '<column>'] = [] }: FrameNames) {
  const file = column.replaceAll('_', '-');
  const contract = column.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const { contracts } = project();
  const json = contracts === undefined ? 'the folder of contracts' : shortPath(dirname(contracts));
  return `  then, in ${json}/:\n\n${inTable([
    [`${file}.ts`, `the contract ${contract}, in Zod`],
    ['contracts.ts', `jsonContracts: ${table}: { ${column}: ${contract} }`],
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

function readTable(given: string | undefined, kind: FrameKind | undefined): string | undefined {
  if (given === undefined) return undefined;
  requireKind(kind, 'table');
  if (isWord(given)) return given;
  throw new UsageError(`"${given}" is not a valid name for a table.`, {
    next: 'Use lower-case words joined by _, without the schema: --table=orders',
  });
}

function readColumns(given: string | undefined, kind: FrameKind | undefined) {
  if (given === undefined) return undefined;
  requireKind(kind, 'columns');
  const columns = given.split(',').map((column) => column.trim());
  const next = 'Use lower-case words joined by _, separated by commas: --columns=user_id,status';
  const wrong = columns.find((column) => !isWord(column));
  if (wrong !== undefined)
    throw new UsageError(`"${wrong}" is not a valid name for a column.`, { next });
  const twice = columns.find((column, place) => columns.indexOf(column) !== place);
  if (twice !== undefined) throw new UsageError(`The column ${twice} is named twice.`, { next });
  const own = columns.find((column) => column === 'id' || column === 'user_id');
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

/** Postgres cuts a name off after 63 characters. */
function isWord(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,62}$/.test(text);
}

async function readTables(table: string | undefined): Promise<ReadonlySet<string>> {
  if (table === undefined || !existsSync(project().migrations)) return new Set();
  return madeTables(await readMigrationFiles());
}

function refuseTable(
  table: string | undefined,
  kind: FrameKind | undefined,
  tables: ReadonlySet<string>,
): void {
  if (table === undefined || tables.has(table) === (kind !== 'table')) return;
  if (kind === 'table') {
    throw new UsageError(`There is a table ${table} already.`, {
      next: 'Give the new one another name. To change it, use another --kind, or none.',
    });
  }
  throw new UsageError(`No migration makes a table ${table}.`, {
    next:
      `Tables are: ${[...tables].toSorted().join(', ') || 'none yet'}.\n` +
      'A new one: --kind=table. Without --table the file has a blank for the name.',
  });
}
