import { createHash } from 'node:crypto';
import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { checkSuffix, type CheckPiece, type Piece } from './pieces.ts';
import { functionsSchema, inWords, shortName, type TablePlace } from './places.ts';
import { sqlTemplate } from './sql-template.ts';
import { identifier, qualified } from './sql-text.ts';

/** The difference between what a database has and what the contracts want. */
export interface ContractsPlan {
  /**
   * The contracts whose enforcement changes, by their column (`session_logs_actual_sets`) or their
   * domain (`program_sessions`). A contract with several places is listed by its function.
   */
  readonly enforced: readonly string[];
  /**
   * New or changed pieces, in the order of their creation. A CHECK is also included if it was never
   * validated, or if its function changes.
   */
  readonly changed: readonly Piece[];
  /** Objects of former contracts, in the order of their removal. */
  readonly left: readonly LeftPiece[];
}

/** An object of a former contract; for a function, every overload. */
export type LeftPiece =
  | ({ readonly kind: 'check'; readonly name: string } & TablePlace)
  | { readonly kind: 'domain'; readonly schema: string; readonly name: string }
  | { readonly kind: 'function'; readonly name: string };

/** An object in a database, with its definition from the catalogue. */
type Found = (
  | LeftPiece
  | { readonly kind: 'schema'; readonly name: string }
  | ({ readonly kind: 'comment'; readonly name: string } & TablePlace)
) & { readonly definition: string };

/** The contracts' objects in a database, by `keyOf`. */
type State = ReadonlyMap<string, Found>;

/** A key that is unique among pieces. The catalogue has NULL if a piece has no table. */
function keyOf(piece: {
  readonly kind: Piece['kind'];
  readonly schema?: string | null;
  readonly table?: string | null;
  readonly name: string;
}): string {
  return JSON.stringify([piece.kind, piece.schema ?? '', piece.table ?? '', piece.name]);
}

export interface PlanOptions {
  /**
   * The schemas of the contracts, besides those in their names; `public` if not given. Tables of
   * the first one are named without it.
   */
  readonly schemas?: readonly string[];
  /** Whether each of their JSONB columns must have a contract; true if not given. */
  readonly requireContracts?: boolean;
}

/**
 * Compares a migrated database with the contracts.
 *
 * It creates the wanted objects in a transaction that is rolled back, and reads both from the
 * catalogue with the same query. So Postgres itself formats the functions and CHECKs.
 *
 * @param client the owner of the database
 * @throws ToolError if a contract has no JSONB column, or a JSONB column has no contract although
 * it must
 */
export async function planContracts(
  client: pg.ClientBase,
  wanted: readonly Piece[],
  { schemas = ['public'], requireContracts = true }: PlanOptions = {},
): Promise<ContractsPlan> {
  const named = wanted.flatMap((piece) => ('schema' in piece ? [piece.schema] : []));
  const readState = () => stateOf(client, [...new Set([...schemas, ...named])]);
  const before = await readState();
  const [first = 'public'] = schemas;
  requireColumns(before, wanted, first);
  if (requireContracts) requireAllContracts(before, wanted, first);
  await client.query('begin');
  let after: State;
  try {
    for (const piece of wanted) {
      await client.query(piece.kind === 'check' ? addCheck(piece) : piece.sql);
    }
    await requirePatterns(client, wanted);
    after = await readState();
  } finally {
    await client.query('rollback');
  }
  const differs = (piece: Piece) =>
    before.get(keyOf(piece))?.definition !== after.get(keyOf(piece))?.definition;
  const functions = wanted.filter((piece) => piece.kind === 'function');
  /** @param callers already visited ones: a contract may call itself */
  const isTouched = (name: string | undefined, callers: readonly string[] = []): boolean => {
    const called = functions.find((piece) => piece.name === name);
    if (called === undefined || callers.includes(called.name)) return false;
    const seen = [...callers, called.name];
    return differs(called) || called.calls.some((inner) => isTouched(inner, seen));
  };
  const keys = new Set(wanted.map(keyOf));
  // a CHECK is validated again if one of its functions changes; a domain has no rows
  const changed = wanted.filter(
    (piece) => differs(piece) || (piece.kind === 'check' && isTouched(piece.calls)),
  );
  return {
    enforced: placesOf([
      ...changed,
      ...wanted.filter((piece) => piece.kind === 'domain' && isTouched(piece.name)),
    ]),
    changed,
    left: [...before.values()].filter((found) => !keys.has(keyOf(found))).filter(isLeft),
  };
}

/** The contracts of these CHECKs and domains, in the names of `enforced`. */
function placesOf(pieces: readonly Piece[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const piece of pieces) {
    if (piece.kind !== 'check' && piece.kind !== 'domain') continue;
    const [contract, place] =
      piece.kind === 'check'
        ? [piece.contract, `${piece.table}_${piece.column}`]
        : [piece.name, piece.name];
    places.set(contract, (places.get(contract) ?? new Set()).add(place));
  }
  return Array.from(places, ([contract, at]) => {
    const [place = contract, ...others] = at;
    return others.length === 0 ? place : contract;
  });
}

/** Whether the database has exactly the wanted objects. */
export function isInStep({ changed, left }: ContractsPlan): boolean {
  return changed.length === 0 && left.length === 0;
}

/** `alter table … drop constraint if exists …, add constraint …`, so that it can be run again. */
export function addCheck({ schema, table, name, expression }: CheckPiece, validity = ''): string {
  return `alter table ${qualified(schema, table)}
  drop constraint if exists ${identifier(name)},
  add constraint ${identifier(name)}
    check (${expression})${validity};
`;
}

function requireColumns(state: State, wanted: readonly Piece[], first: string): void {
  const columns = columnsOf(state, first);
  const noColumn = contractsOf(wanted, first).filter((name) => !columns.includes(name));
  if (noColumn.length === 0) return;
  throw new ToolError(
    `contracts without a JSONB column in the migrations: ${noColumn.join(', ')}`,
    {
      next:
        'Add the column in a migration, or remove the contract from `jsonContracts`. Name ' +
        'a table of another schema with its schema: basejump.accounts.',
    },
  );
}

function requireAllContracts(state: State, wanted: readonly Piece[], first: string): void {
  const contracts = contractsOf(wanted, first);
  const noContract = columnsOf(state, first).filter((name) => !contracts.includes(name));
  if (noContract.length === 0) return;
  throw new ToolError(`JSONB columns without a contract: ${noContract.join(', ')}`, {
    next: 'Write it, and name it in `jsonContracts`; or set requireContracts to false.',
  });
}

/** The columns with a contract. */
function contractsOf(wanted: readonly Piece[], first: string): string[] {
  return wanted.flatMap((piece) =>
    piece.kind === 'check' && piece.calls !== undefined
      ? [`${shortName(piece, first)}.${piece.column}`]
      : [],
  );
}

/** The JSONB columns: each has a comment, if only an empty one. */
function columnsOf(state: State, first: string): string[] {
  return [...state.values()].flatMap((found) =>
    found.kind === 'comment' ? [`${shortName(found, first)}.${found.name}`] : [],
  );
}

/** Postgres parses a regular expression at its first use, and a write would be too late. */
async function requirePatterns(client: pg.ClientBase, wanted: readonly Piece[]): Promise<void> {
  const patterns = wanted.flatMap((piece) => (piece.kind === 'function' ? piece.patterns : []));
  for (const pattern of new Set(patterns)) await client.query(`select '' ~ $1`, [pattern]);
}

/**
 * Never the schema, which stays, nor a comment, because a column without a contract is an error.
 */
function isLeft(found: Found): found is Found & LeftPiece {
  return found.kind !== 'schema' && found.kind !== 'comment';
}

const stateQuery = sqlTemplate('state.sql');

async function stateOf(client: pg.ClientBase, schemas: readonly string[]): Promise<State> {
  const { rows } = await client.query<Found>(stateQuery, [functionsSchema, checkSuffix, schemas]);
  return new Map(rows.map((found) => [keyOf(found), found]));
}

/**
 * The contracts' objects of a database, each with a digest of its definition, for comparing two
 * databases. Only reads.
 */
export async function contractObjects(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const objects = [...(await stateOf(client, schemas)).values()];
  return Object.fromEntries(
    objects
      .filter(({ kind }) => kind !== 'comment' && kind !== 'schema')
      .map(({ kind, name, definition, ...place }) => [
        [kind, 'table' in place ? `${inWords(place)}.${name}` : name].join(' '),
        createHash('sha256').update(definition).digest('hex'),
      ]),
  );
}
