import pg from 'pg';
import { auditColumn, type ColumnProgress } from '../../audit/audit.ts';
import { findColumns } from '../../audit/columns.ts';
import { readOnly } from '../../audit/read-only.ts';
import type { ContractSources } from '../../contracts/index.ts';
import { countBrokenSql, type NewRule } from './new-rules.ts';
import type { Finding } from './plan.ts';
import type { TargetTable } from './target-tables.ts';
import { rowsInWords } from './words.ts';

/** Seconds for checking rows of the target, for all rules together. */
export const lookingSeconds = 10;
/** The most rows to count. */
const mostBroken = 1000;

/** The results for rules on the target. */
export interface BrokenRows {
  readonly findings: readonly Finding[];
  /** Rules without a check, a sentence each. */
  readonly unseen: readonly string[];
  /** The objects of rules that every row satisfies. */
  readonly kept: ReadonlySet<string>;
}

/** The name of a rule in findings: its constraint or its column. */
const objectOf = ({ schema, table, name }: NewRule) => `${schema}.${table}.${name}`;

/**
 * Searches the target for rows that break new rules. Postgres checks them. For a JSON column, its
 * contract in Zod checks page by page, because the target lacks the functions of the new CHECK.
 */
export async function findBrokenRows(
  client: pg.ClientBase,
  rules: readonly NewRule[],
  tables: ReadonlyMap<string, TargetTable>,
  contracts: ContractSources,
): Promise<BrokenRows> {
  const deadline = performance.now() + lookingSeconds * 1000;
  const findings: Finding[] = [];
  const unseen: string[] = [];
  const kept = new Set<string>();
  for (const rule of rules) {
    // the throwaway database shows the values of a new column
    if (rule.isOnNewColumn) continue;
    const object = objectOf(rule);
    const size = tables.get(`${rule.schema}.${rule.table}`);
    if (size?.rows === 0 && !size.isLeast) {
      kept.add(object);
      continue;
    }
    const verdict = await look(client, rule, size, contracts, deadline);
    if (verdict === 'kept') kept.add(object);
    else if ('unseen' in verdict) unseen.push(`${object}: ${verdict.unseen}`);
    else findings.push(verdict);
  }
  return { findings, unseen, kept };
}

type Verdict = 'kept' | Finding | { readonly unseen: string };

const isOver = `the ${lookingSeconds} s for looking at rows were over`;

async function look(
  client: pg.ClientBase,
  rule: NewRule,
  size: TargetTable | undefined,
  contracts: ContractSources,
  deadline: number,
): Promise<Verdict> {
  const left = deadline - performance.now();
  if (left <= 0) return { unseen: `not checked: ${isOver}` };
  if (rule.isRenamed) return { unseen: 'not checked: one of its columns has another name there' };
  const audited = await audit(client, rule, contracts, left);
  if (audited !== undefined) return typeof audited === 'number' ? found(audited) : audited;
  if (rule.callsFunctions) {
    return { unseen: 'not checked: it calls a function that the target may lack' };
  }
  try {
    const sql = countBrokenSql(rule, mostBroken);
    const { rows } = await readOnly(client, () => client.query<{ rows: number }>(sql), {
      timeoutMs: left,
      lockTimeoutMs: 1000,
    });
    return found(rows[0]?.rows ?? 0);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    const why =
      cause.code === '57014' ? ` to the end: ${isOver}` : `: ${cause.message} (${cause.code})`;
    return { unseen: `not checked${why}` };
  }

  function found(broken: number): Verdict {
    if (broken === 0) return 'kept';
    const rows = rowsInWords(broken, broken === mostBroken);
    return {
      rule: 'rows-break',
      object: objectOf(rule),
      level: 'refuse',
      says:
        rule.kind === 'unique'
          ? `${rows.replace(/rows?$/, broken === 1 ? 'key' : 'keys')} of ${rule.schema}.${rule.table} occur more than once`
          : `${rows} of ${size?.name ?? rule.table} violate it (${rule.kind}); the push would fail`,
      next: 'Fix these rows first.',
    };
  }
}

/**
 * The number of rows that a contract refuses, or why there was no check; undefined for a column
 * without a contract.
 */
async function audit(
  client: pg.ClientBase,
  rule: NewRule,
  contracts: ContractSources,
  ms: number,
): Promise<number | { readonly unseen: string } | undefined> {
  if (rule.kind !== 'check' || !rule.callsFunctions) return undefined;
  const { columns } = await findColumns(client, contracts);
  const column = columns.find(
    (one) =>
      one.schema === rule.schema && one.table === rule.table && rule.columns.includes(one.column),
  );
  if (!column) return undefined;
  if (column.hidden) return { unseen: 'not checked: row level security hides rows from this role' };
  if (column.key.length === 0) return { unseen: 'not checked: the table has no primary key' };
  const late = AbortSignal.timeout(Math.ceil(ms));
  const progress: ColumnProgress = { rows: 0, refused: 0 };
  const quiet = () => undefined;
  try {
    await auditColumn(client, column, progress, { signal: late, onFinding: quiet, onPage: quiet });
  } catch (cause) {
    if (!late.aborted) throw cause;
    if (progress.refused === 0) {
      return { unseen: `checked the first ${rowsInWords(progress.rows)}; then ${isOver}` };
    }
  }
  return progress.refused;
}
