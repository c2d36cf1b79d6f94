import { basename } from 'node:path';
import { commandLine } from '@parakeet/command-kit';
import { adviceForExtension } from '../../migrations/advice.ts';
import type { Observed } from '../../observe/observe.ts';
import type { StatementFacts } from '../../observe/facts.ts';
import type { Sizes } from './classify.ts';
import type { Cost, Finding, PlannedStatement } from './plan.ts';
import { bytesInWords, rangeInWords, rowsInWords } from './words.ts';

/**
 * Limits from which work that makes others wait is refused. They are fixed, so no machine decides.
 */
const [manyRows, manyBytes] = [100_000, 100 * 1024 ** 2];

/** Alternatives to costly work under a strong lock. */
const wayOut: Readonly<Record<Cost, string>> = {
  instant: '',
  rewrites: `Add a new column, fill it in batches (${commandLine('backfill')}), then switch the apps over.`,
  builds: `Build it concurrently: ${commandLine('new')} --name=… --kind=index`,
  scans: `Add it NOT VALID, and validate it in its own transaction: ${commandLine('new')} --name=… --kind=constraint`,
  writes: `Write in batches, outside of the migration: ${commandLine('backfill')}`,
};

const rules = {
  instant: '',
  rewrites: 'rewrite-blocks',
  builds: 'build-blocks',
  scans: 'scan-blocks',
  writes: 'write-blocks',
} as const;

/** Findings about statements: work under locks, lost or refused rows, errors. */
export function judgeStatements(
  { statements, failure, withoutRows }: Observed,
  planned: readonly PlannedStatement[],
  sizes: Sizes,
  isOnTarget: (table: string, column: string) => boolean,
): Finding[] {
  const findings = statements.flatMap((facts, place) => {
    const plan = planned[place];
    return plan
      ? [...costly(plan), ...losses(facts, sizes), ...refused(facts, sizes, isOnTarget)]
      : [];
  });
  if (failure) {
    findings.push({
      rule: 'statement-fails',
      object: basename(failure.file.path),
      level: 'refuse',
      says: `Postgres refuses it on a database of the same schema: ${failure.message} (${failure.code})`,
      next:
        adviceForExtension(failure.message)?.replaceAll('\n', ' ') ??
        `Fix it. ${commandLine('reset')} shows the place. Later files were not checked.`,
      file: basename(failure.file.path),
      line: failure.line,
    });
  }
  const touched = new Set(
    statements.flatMap(({ locks }) => locks.map(({ schema, name }) => `${schema}.${name}`)),
  );
  for (const table of withoutRows.filter((one) => touched.has(one))) {
    findings.push({
      rule: 'rows-not-made',
      object: table,
      level: 'note',
      says: `no row could be made for ${table}, so the plan does not know whether rows are refused`,
      next: 'Try the migration on a copy of the data.',
    });
  }
  return findings;
}

function costly(statement: PlannedStatement): Finding[] {
  const { cost, waiting, lock, does, seconds, rows = 0, bytes = 0, file, line } = statement;
  const isLarge = cost === 'rewrites' ? bytes >= manyBytes || rows >= manyRows : rows >= manyRows;
  const isBulk = cost === 'writes' && rows >= manyRows;
  if (cost === 'instant' || !lock || !isLarge || (waiting === 'nobody' && !isBulk)) return [];
  const who =
    waiting === 'nobody'
      ? 'writers of the same rows wait'
      : waiting === 'writers'
        ? 'writers wait'
        : 'everybody waits';
  const room = bytes > 0 ? `, and ${bytesInWords(bytes)} of disk meanwhile` : '';
  return [
    {
      rule: rules[cost],
      object: lock.table,
      level: 'refuse',
      says:
        `${does}; ${who} for ${lock.table} (${lock.mode})` +
        (seconds ? `, ${rangeInWords(seconds)} by estimate${room}` : room),
      next: wayOut[cost],
      file,
      line,
    },
  ];
}

/** Rows that the target loses. */
function losses({ drops, emptied, changes, file, line }: StatementFacts, sizes: Sizes): Finding[] {
  const lost = [
    ...drops.filter(({ kind }) => kind === 'table').map((table) => ({ table, does: 'drops' })),
    ...emptied.map((table) => ({ table, does: 'empties' })),
    ...changes
      .filter(({ deleted, rows }) => deleted > 0 && deleted >= rows)
      .map((table) => ({ table, does: 'deletes all of' })),
  ];
  return lost.flatMap(({ table, does }): Finding[] => {
    const size = sizes(table);
    if (!size || (size.rows === 0 && !size.isLeast)) return [];
    return [
      {
        rule: 'rows-lost',
        object: size.name,
        level: 'refuse',
        says: `${does} ${size.name}, which has ${rowsInWords(size.rows, size.isLeast)}`,
        next: 'Copy them elsewhere first. No migration brings them back.',
        file: basename(file.path),
        line,
      },
    ];
  });
}

/** Statements that some rows stop, and those that any row stops. */
function refused(
  { refusal, file, line }: StatementFacts,
  sizes: Sizes,
  isOnTarget: (table: string, column: string) => boolean,
): Finding[] {
  if (!refusal) return [];
  const { table = '', column, constraint, code, message } = refusal;
  const [, schema = '', name = ''] = /^([^.]+)\.(.+)$/.exec(table) ?? [];
  const size = sizes({ oid: 0, schema, name, kind: 'table' });
  if (size?.rows === 0 && !size.isLeast) return [];
  const place = { file: basename(file.path), line };
  const object = [table || place.file, constraint ?? column].filter(Boolean).join('.');
  const rows = size && rowsInWords(size.rows, size.isLeast);
  if (code === '23502' && column !== undefined && rows && !isOnTarget(table, column)) {
    return [
      {
        rule: 'rows-refuse',
        object,
        level: 'refuse',
        says: `fails: ${column} is new and has no default, and ${table} has ${rows}`,
        next: 'Give it a default; or add it as NULL, fill it, then set NOT NULL.',
        ...place,
      },
    ];
  }
  return [
    {
      rule: 'rows-may-refuse',
      object,
      level: 'note',
      says: `rows that are allowed today would stop it: ${firstLine(message)} (${code})`,
      next: rows ? `${table} has ${rows}: look for such rows first.` : 'Look for them first.',
      ...place,
    },
  ];
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
