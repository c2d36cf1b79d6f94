import { functionName } from './functions.ts';
import type { Piece } from './pieces.ts';
import { inWords } from './places.ts';
import { addCheck, type ContractsPlan, type LeftPiece } from './plan.ts';
import { identifier, qualified } from './sql-text.ts';

const header = `-- What the contracts of JSONB columns and JSON arguments ask, asked by Postgres too. Written by
-- the command \`contracts\`, which writes a further migration when a contract changes.
`;

const firstStep = `
-- Step 1: the functions, then the CHECKs as NOT VALID: from here on every row that is written is
-- held to them. Nothing is read, so the locks are short, and there is a transaction a table (the
-- Supabase CLI makes none around a file that has its own), so that none is held while the next is
-- waited for. Where a long transaction is in the way, this gives up before anybody has waited long
-- behind it; push it again then: every statement here can be run twice.
`;

const begin = `begin;
set local lock_timeout = '800ms';
`;

const secondStep = `
-- Step 2: the rows that were there already are read, while everybody reads and writes on. Should
-- one of them break a CHECK, this stops there and names the CHECK, which holds for new rows on.
-- The command \`audit\` finds the rows; fix them, and push again.

`;

/** The forward migration for a plan: readable, and safe to run again. */
export function migrationText({ changed, left }: ContractsPlan): string {
  const made: string[] = [];
  const tables = new Map<string, string[]>();
  const ofTable = (table: string, sql: string) =>
    tables.set(table, [...(tables.get(table) ?? []), sql]);
  const named = (piece: { readonly schema: string; readonly table: string }) =>
    qualified(piece.schema, piece.table);
  const dropped: string[] = [];
  const validated: string[] = [];
  for (const piece of changed) {
    if (piece.kind === 'check') {
      const table = named(piece);
      ofTable(table, addCheck(piece, ' not valid'));
      validated.push(`alter table ${table} validate constraint ${identifier(piece.name)};\n`);
    } else if (piece.kind !== 'comment') {
      made.push(piece.sql);
    }
  }
  for (const piece of left) {
    if (piece.kind === 'check') {
      const name = identifier(piece.name);
      ofTable(named(piece), `alter table ${named(piece)} drop constraint if exists ${name};\n`);
    } else {
      const name =
        piece.kind === 'domain' ? qualified(piece.schema, piece.name) : functionName(piece.name);
      dropped.push(`drop ${piece.kind} if exists ${name};\n`);
    }
  }
  for (const piece of changed) {
    if (piece.kind === 'comment') ofTable(named(piece), piece.sql);
  }
  return [
    header,
    firstStep,
    ...[made, ...tables.values(), dropped].flatMap(transaction),
    ...(validated.length === 0 ? [] : [secondStep, ...validated]),
  ].join('');
}

function transaction(statements: readonly string[]): string[] {
  if (statements.length === 0) return [];
  return ['\n', begin, ...statements.map((sql) => `\n${sql}`), '\ncommit;\n'];
}

/** The changes of a plan, one per line, for the user. */
export function describePlan({ changed, left }: ContractsPlan): (readonly [string, string])[] {
  return [
    ...changed.map((piece) => [kindInWords(piece), nameInWords(piece)] as const),
    ...left.map((piece) => [`${kindInWords(piece)} dropped`, nameInWords(piece)] as const),
  ];
}

function kindInWords({ kind }: Piece | LeftPiece): string {
  return kind === 'check' ? 'CHECK' : kind;
}

function nameInWords(piece: Piece | LeftPiece): string {
  switch (piece.kind) {
    case 'function':
      return functionName(piece.name);
    case 'check':
      return `${piece.name} on ${inWords(piece)}`;
    case 'comment':
      return `${inWords(piece)}.${piece.name}`;
    default:
      return piece.name;
  }
}
