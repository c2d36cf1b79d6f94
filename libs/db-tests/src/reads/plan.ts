import { type HotRead, type ReadParameters } from '@parakeet/db-harness/hot-reads';

/** A node of a plan from `explain (format json)`: the keys that the proof reads. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Parent Relationship'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The plan of a read, and its cost. */
export interface Explained {
  readonly plan: PlanNode;
  readonly rows: number;
  /** The 8 KiB pages that it used, in memory or not. */
  readonly buffers: number;
}

/** The connection that a proof needs: a `Session`, or a client of its own. */
export interface Queries {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Runs a read with the session's role, and returns its plan. */
export async function explain(
  session: Queries,
  read: HotRead,
  parameters: ReadParameters,
): Promise<Explained> {
  const values = read.parameters.map((name) => parameters[name]);
  const sql = `explain (analyze, buffers, format json) ${read.sql}`;
  // twice: the first run of a connection also reads the catalogue
  await session.query(sql, values);
  const [answer] = await session.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(sql, values);
  const plan = answer?.['QUERY PLAN'][0].Plan;
  if (plan === undefined) throw new Error('explain gave no plan');
  const buffers = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  return { plan, rows: plan['Actual Rows'], buffers };
}

/** A node and all below it. */
function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/**
 * The faults of a read's plan: an unexpected index, `auth.uid()` for each row, no rows, or too many
 * buffers for its rows. Empty if all is well.
 */
export function faultsOf(read: HotRead, { plan, rows, buffers }: Explained): string[] {
  const faults: string[] = [];
  const nodes = nodesOf(plan);
  for (const [table, allowed] of Object.entries(read.indexes)) {
    for (const fault of scanFaults(nodes, table, allowed)) faults.push(fault);
  }
  for (const { 'Relation Name': table } of nodes) {
    if (table !== undefined && !(table in read.indexes)) faults.push(`reads ${table} too`);
  }
  faults.push(...userIdFaults(nodes));
  if (rows === 0) faults.push('returns no row, and so proves nothing');
  const most = read.buffers.base + read.buffers.perRow * rows;
  if (buffers > most) faults.push(`${buffers} buffers for ${rows} rows, at most ${most}`);
  return faults;
}

/** Whether a table is read only through these indexes. */
function scanFaults(nodes: readonly PlanNode[], table: string, allowed: readonly string[]) {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const node of nodes) {
    if (node['Relation Name'] === table && node['Node Type'] === 'Seq Scan') {
      faults.push(`reads all of ${table}`);
    }
    // the index of a bitmap heap scan is in a node below it, without the table's name
    const index = node['Index Name'];
    if (index !== undefined) used.add(index);
  }
  if (!allowed.some((index) => used.has(index))) {
    const others = [...used].join(', ') || 'no index';
    faults.push(`${table} by ${allowed.join(' or ')} was expected, and is ${others}`);
  }
  return faults;
}

/**
 * Postgres inlines the body of `auth.uid()`, which must be in an InitPlan, because that runs once.
 */
function userIdFaults(nodes: readonly PlanNode[]): string[] {
  const faults: string[] = [];
  const initPlans = nodes.filter((node) => node['Parent Relationship'] === 'InitPlan');
  if (initPlans.length === 0) faults.push('auth.uid() is in no InitPlan');
  for (const { 'Actual Loops': loops } of initPlans) {
    if (loops > 1) faults.push(`auth.uid() runs ${loops} times`);
  }
  for (const node of nodes) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string' && /current_setting|auth\.uid|\buid\(\)/.test(value)) {
        faults.push(`auth.uid() runs for rows, in ${key} of ${node['Node Type']}: ${value}`);
      }
    }
  }
  return faults;
}
