import pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { serverVersion } from '@parakeet/local-supabase';
import { readOnly } from '../audit/read-only.ts';
import {
  readObjects,
  type CatalogueObject,
  type DatabaseObjects,
} from './catalogue/read-objects.ts';
import { compareObjects } from './compare.ts';
import { keyOf, type Drift } from './drift.ts';
import type { Expected } from './expected.ts';
import { withoutFormatting } from './formatting.ts';
import { judgeContracts } from './contract-verdicts.ts';
import { placesOf, type Place } from './places.ts';

/** A drift, with the statement that created the expected object. */
export interface PlacedDrift extends Drift {
  /** Not set if no file ever created it. */
  readonly place: Place | undefined;
}

export interface DriftReport {
  readonly drifts: readonly PlacedDrift[];
  /** The number of compared objects. */
  readonly compared: number;
  /** Differences that turned out not to be drift, each with the reason. */
  readonly remarks: readonly string[];
}

export interface DriftOptions {
  /** The objects to compare, such as those of pending files; all if not given. */
  readonly only?: (object: CatalogueObject) => boolean;
  /** Whether to find the statements that created the objects; true if not given. */
  readonly places?: boolean;
  /** The result of `lookAt`, if it exists already. */
  readonly there?: DatabaseObjects;
}

/**
 * Reads the objects of a database in a read-only transaction.
 *
 * @throws ToolError with exit code 3 if that fails
 */
export async function lookAt(client: pg.ClientBase): Promise<DatabaseObjects> {
  return readOnly(client, async () => {
    // all queries must see the same snapshot
    await client.query('set transaction isolation level repeatable read');
    return readObjects(client, { inBlock: true });
  }).catch(couldNotRead);
}

/**
 * Compares a database with the result of the files. It only reads the database.
 *
 * @param client of the database to check
 */
export async function driftOf(
  client: pg.ClientBase,
  expected: Expected,
  { only, places: asksForPlaces = true, there: given }: DriftOptions = {},
): Promise<DriftReport> {
  const there = given ?? (await lookAt(client));
  const { comparable, isSameMajor } = await comparisonWith(client, expected);
  const [built, looked] = [comparable(expected.built), comparable(there)];
  const found = compareObjects({ base: comparable(expected.base), built, there: looked }, only);
  const judged = await judgeContracts(found, looked, expected);
  const drifts = isSameMajor ? judged.drifts : await withoutFormatting(judged.drifts, expected);
  const { places, failure } = asksForPlaces ? await tryPlaces(drifts, expected) : noPlaces;
  return {
    drifts: drifts.map((drift) => ({ ...drift, place: places.get(keyOf(drift)) })),
    compared: new Set([...built.keys(), ...looked.keys()]).size,
    remarks: [...judged.remarks, ...failure],
  };
}

const noPlaces = { places: new Map<string, Place>(), failure: [] };

/** The drifts are correct even without the lines. */
async function tryPlaces(drifts: readonly Drift[], expected: Expected) {
  try {
    return { places: await placesOf(drifts, expected), failure: [] };
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    const failure = [`The lines of migrations could not be found: ${cause.message}`];
    return { ...noPlaces, failure };
  }
}

function couldNotRead(cause: unknown): never {
  if (!(cause instanceof Error)) throw cause;
  throw new ToolError(`The database could not be read: ${cause.message}.`, {
    next: 'Nothing was changed. Run this again; a lock or a slow server can end it.',
    exitCode: 3,
    cause,
  });
}

async function majorOf(client: pg.ClientBase): Promise<number> {
  return Number.parseInt(await serverVersion(client), 10);
}

/** How to compare objects of two servers. */
interface Comparison {
  /** Leaves out facts that the older one lacks. */
  readonly comparable: (objects: DatabaseObjects) => DatabaseObjects;
  readonly isSameMajor: boolean;
}

/** Asks both servers for their versions. */
export async function comparisonWith(
  client: pg.ClientBase,
  expected: Expected,
): Promise<Comparison> {
  const [there, ours] = [await majorOf(client), await majorOf(expected.client)];
  const isOld = Math.min(there, ours) < 17;
  return {
    comparable: (objects) => (isOld ? withoutMaintain(objects) : objects),
    isSameMajor: there === ours,
  };
}

/** MAINTAIN came with PostgreSQL 17; `grant all` means more there. */
function withoutMaintain(objects: DatabaseObjects): DatabaseObjects {
  return new Map(
    Array.from(objects).flatMap(([key, object]) => {
      const { privileges } = object.facts;
      if (privileges === undefined) return [[key, object]];
      const kept = privileges.split(', ').filter((one) => !one.startsWith('MAINTAIN'));
      if (kept.length === 0) return [];
      return [[key, { ...object, facts: { ...object.facts, privileges: kept.join(', ') } }]];
    }),
  );
}
