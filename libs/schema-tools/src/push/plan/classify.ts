import { basename } from 'node:path';
import {
  lockModes,
  type RelationLock,
  type RelationName,
  type StatementFacts,
} from '../../observe/facts.ts';
import type { Cost, PlannedStatement, Waiting } from './plan.ts';
import { rangeOf, type Rates } from './rates.ts';
import type { TargetTable } from './target-tables.ts';
import { bytesInWords, rowsInWords } from './words.ts';

/** The facts about the target's tables, by relation of the throwaway database. */
export type Sizes = (relation: RelationName) => TargetTable | undefined;

/** The weakest modes that make writers wait, and readers. */
const [stopsWriters, stopsReaders] = ['SHARE', 'ACCESS EXCLUSIVE'] as const;

/** A part of a statement's work. */
interface Work {
  readonly cost: Cost;
  readonly does: string;
  readonly seconds?: readonly [number, number];
  readonly bytes?: number;
  readonly rows?: number;
}

/** Combines the observed work of a statement with the sizes of the target's tables. */
export function classify(facts: StatementFacts, sizes: Sizes, rates: Rates): PlannedStatement {
  const works = worksOf(facts, sizes, rates);
  const worst = works.toSorted((a, b) => (b.seconds?.[1] ?? 0) - (a.seconds?.[1] ?? 0))[0];
  const locks = [...facts.held, ...facts.locks].filter((lock) => sizes(lock) !== undefined);
  const strongest = locks.toSorted((a, b) => rank(b) - rank(a))[0];
  const sum = (place: 0 | 1) =>
    works.reduce((seconds, one) => seconds + (one.seconds?.[place] ?? 0), 0);
  return {
    file: basename(facts.file.path),
    line: facts.line,
    text: facts.text,
    cost: worst?.cost ?? 'instant',
    does: works.map(({ does }) => does).join('; ') || 'instant',
    waiting: waitingFor(strongest),
    ...seenOf(facts, sizes),
    transaction: facts.transaction,
    ...(strongest && {
      lock: { table: sizes(strongest)?.name ?? strongest.name, mode: strongest.mode },
    }),
    ...(works.length === 0 ? {} : { seconds: [sum(0), sum(1)] }),
    ...(worst?.bytes === undefined ? {} : { bytes: worst.bytes }),
    ...(worst?.rows === undefined ? {} : { rows: worst.rows }),
  };
}

/** The same facts by the target's names. */
function seenOf(
  { held, locks, rewrites, emptied, scans, builds }: StatementFacts,
  sizes: Sizes,
): Pick<PlannedStatement, 'locks' | 'rewrites' | 'empties' | 'scans' | 'builds'> {
  const tables = (relations: readonly RelationName[]) =>
    relations.flatMap((one) => (one.kind === 'index' ? [] : (sizes(one)?.name ?? [])));
  const indexes = [...rewrites, ...builds].filter(({ kind }) => kind === 'index');
  return {
    locks: Object.fromEntries(
      [...held, ...locks]
        .toSorted((a, b) => rank(a) - rank(b))
        .flatMap((lock) => tables([lock]).map((table) => [table, lock.mode])),
    ),
    rewrites: tables(rewrites),
    empties: tables(emptied),
    scans: tables(scans),
    builds: indexes.map(({ schema, name }) => `${schema}.${name}`),
  };
}

const rank = ({ mode }: RelationLock) => lockModes.indexOf(mode);

function waitingFor(lock: RelationLock | undefined): Waiting {
  if (!lock || rank(lock) < lockModes.indexOf(stopsWriters)) return 'nobody';
  return rank(lock) < lockModes.indexOf(stopsReaders) ? 'writers' : 'everybody';
}

/** The table of an index, or the relation itself. */
const tableOf = ({ table, ...relation }: RelationName): RelationName =>
  table === undefined ? relation : { ...relation, name: table, kind: 'table', oid: 0 };

function worksOf(facts: StatementFacts, sizes: Sizes, rates: Rates): Work[] {
  const works: Work[] = [];
  const isRewritten = (one: RelationName) =>
    facts.rewrites.some(
      ({ kind, schema, name }) =>
        kind !== 'index' && schema === one.schema && name === tableOf(one).name,
    );
  const done = new Set<string>();
  for (const relation of facts.rewrites.filter(({ kind }) => kind !== 'index')) {
    const size = sizes(relation);
    if (!size) continue;
    done.add(size.name);
    works.push({
      cost: 'rewrites',
      does: `rewrites ${bytesInWords(size.bytes)} of ${size.name} (${rowsInWords(size.rows, size.isLeast)})`,
      seconds: rangeOf(size.bytes, rates.rewrittenBytes),
      bytes: size.bytes,
      rows: size.rows,
    });
  }
  for (const index of [...facts.rewrites, ...facts.builds]) {
    const size = sizes(tableOf(index));
    if (index.kind !== 'index' || !size || isRewritten(index)) continue;
    done.add(size.name);
    works.push({
      cost: 'builds',
      does: `builds ${index.name} over ${rowsInWords(size.rows, size.isLeast)} of ${size.name}`,
      seconds: rangeOf(size.rows, rates.builtRows),
      rows: size.rows,
    });
  }
  for (const { deleted, updated, rows, ...table } of facts.changes) {
    const size = sizes(table);
    const written = Math.max(deleted, updated);
    if (!size || written === 0) continue;
    const isAll = written >= rows && rows > 1;
    done.add(size.name);
    works.push({
      cost: 'writes',
      does: `${updated >= deleted ? 'updates' : 'deletes'} ${isAll ? 'all' : 'some of'} ${rowsInWords(size.rows, size.isLeast)} of ${size.name}`,
      seconds: rangeOf(size.rows, rates.writtenRows),
      rows: size.rows,
    });
  }
  for (const scan of facts.scans) {
    const size = sizes(scan);
    if (!size || done.has(size.name) || !scan.isWhole) continue;
    works.push({
      cost: 'scans',
      does: `reads ${rowsInWords(size.rows, size.isLeast)} of ${size.name}`,
      seconds: rangeOf(size.rows, rates.scannedRows),
      rows: size.rows,
    });
  }
  return works;
}
