import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { functionsSchema } from './functions.ts';
import { checkSuffix, type CheckPiece, type Piece } from './pieces.ts';
import { sqlTemplate } from './sql-template.ts';

/** The difference between what a database has and what the contracts want. */
export interface ContractsPlan {
  /**
   * The contracts whose enforcement changes, by their column (`session_logs_actual_sets`) or their
   * domain (`program_sessions`). A contract with several places has the name of its function.
   */
  readonly enforced: readonly string[];
  /**
   * Pieces that are new or changed, in an order in which they can be made; and CHECKs that were
   * never validated, or call a function which changes.
   */
  readonly changed: readonly Piece[];
  /** Objects of contracts that no longer exist, in an order in which they can be dropped. */
  readonly left: readonly LeftPiece[];
}

/** An object of a contract that no longer exists; of a function every overload. */
export type LeftPiece =
  | { readonly kind: 'check'; readonly table: string; readonly name: string }
  | { readonly kind: 'domain' | 'function'; readonly name: string };

/** An object in a database, with its definition from the catalogue. */
type Found = (
  | LeftPiece
  | { readonly kind: 'schema'; readonly name: string }
  | { readonly kind: 'comment'; readonly table: string; readonly name: string }
) & { readonly definition: string };

/** The contracts' objects in a database, by `keyOf`. */
type State = ReadonlyMap<string, Found>;

/** A key that is unique among pieces. The catalogue has NULL where a piece has no table. */
function keyOf(piece: {
  readonly kind: Piece['kind'];
  readonly table?: string | null;
  readonly name: string;
}): string {
  return `${piece.kind} ${piece.table ?? ''} ${piece.name}`;
}

/**
 * Compares what a migrated database has with what the contracts want.
 *
 * What is wanted is made in a transaction that is taken back, and read from the catalogue by the
 * same query: so Postgres itself says how it writes a function or a CHECK.
 *
 * @param client the owner of the database
 * @throws ToolError if a contract has no JSONB column, or a JSONB column no contract
 */
export async function planContracts(
  client: pg.ClientBase,
  wanted: readonly Piece[],
): Promise<ContractsPlan> {
  const before = await readState(client);
  requireSameColumns(before, wanted);
  await client.query('begin');
  let after: State;
  try {
    for (const piece of wanted) {
      await client.query(piece.kind === 'check' ? addCheck(piece) : piece.sql);
    }
    after = await readState(client);
  } finally {
    await client.query('rollback');
  }
  const differs = (piece: Piece) =>
    before.get(keyOf(piece))?.definition !== after.get(keyOf(piece))?.definition;
  const functions = wanted.filter((piece) => piece.kind === 'function');
  const isTouched = (name: string | undefined): boolean => {
    const called = functions.find((piece) => piece.name === name);
    return called !== undefined && (differs(called) || called.calls.some(isTouched));
  };
  const keys = new Set(wanted.map(keyOf));
  // a CHECK is validated anew if a function changes that it calls; a domain has no rows
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

/** The contracts that these CHECKs and domains enforce, named as `enforced` names them. */
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

/** Whether the database has all that is wanted, and nothing more. */
export function isInStep({ changed, left }: ContractsPlan): boolean {
  return changed.length === 0 && left.length === 0;
}

/** `alter table … drop constraint if exists …, add constraint …`, so that it can be run again. */
export function addCheck({ table, name, expression }: CheckPiece, validity = ''): string {
  return `alter table public.${table}
  drop constraint if exists ${name},
  add constraint ${name}
    check (${expression})${validity};
`;
}

function requireSameColumns(state: State, wanted: readonly Piece[]): void {
  const contracts = columnsOf(wanted);
  const columns = columnsOf([...state.values()]);
  const noColumn = contracts.filter((name) => !columns.includes(name));
  if (noColumn.length > 0) {
    throw new ToolError(
      `no JSONB column of the migrations has this contract: ${noColumn.join(', ')}`,
      {
        next: 'Make the column in a migration, or take the contract out of `jsonContracts`.',
      },
    );
  }
  const noContract = columns.filter((name) => !contracts.includes(name));
  if (noContract.length > 0) {
    throw new ToolError(`JSONB columns without a contract: ${noContract.join(', ')}`, {
      next: 'Write it, and name it in `jsonContracts`.',
    });
  }
}

/** The JSONB columns: each has a comment, if only an empty one. */
function columnsOf(pieces: readonly (Piece | Found)[]): string[] {
  return pieces
    .filter((piece) => piece.kind === 'comment')
    .map(({ table, name }) => `${table}.${name}`);
}

/** Never the schema, which stays, nor a comment: a column without a contract is an error. */
function isLeft(found: Found): found is Found & LeftPiece {
  return found.kind !== 'schema' && found.kind !== 'comment';
}

const stateQuery = sqlTemplate('state.sql');

async function readState(client: pg.ClientBase): Promise<State> {
  const { rows } = await client.query<Found>(stateQuery, [functionsSchema, checkSuffix]);
  return new Map(rows.map((found) => [keyOf(found), found]));
}
