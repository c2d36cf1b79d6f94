import { type HotRead, type ReadParameters } from '@parakeet/db-harness/hot-reads';

/** A node of a plan, as `explain (format json)` has it, as far as it is looked at. */
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

/** How a read was answered. */
export interface Explained {
  readonly plan: PlanNode;
  readonly rows: number;
  /** Pages of 8 KiB that were looked at, in memory or not. */
  readonly buffers: number;
}

/** What a proof needs of a connection: a `Session`, or a client of its own. */
export interface Queries {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Runs a read as the role that the session has, and returns its plan. */
export async function explain(
  session: Queries,
  read: HotRead,
  parameters: ReadParameters,
): Promise<Explained> {
  const values = read.parameters.map((name) => parameters[name]);
  const sql = `explain (analyze, buffers, format json) ${read.sql}`;
  // twice: what a connection reads for the first time, it reads in the catalogue too
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
 * What is wrong with how a read was answered: another index than expected, `auth.uid()` run for
 * rows, no row at all, or more buffers than its rows justify. Nothing where all is well.
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

/** Whether a table is read by one of the indexes, and by nothing else. */
function scanFaults(nodes: readonly PlanNode[], table: string, allowed: readonly string[]) {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const node of nodes) {
    if (node['Relation Name'] === table && node['Node Type'] === 'Seq Scan') {
      faults.push(`reads all of ${table}`);
    }
    // the index of a bitmap heap scan stands in a node below it, without the table's name
    const index = node['Index Name'];
    if (index !== undefined) used.add(index);
  }
  if (!allowed.some((index) => used.has(index))) {
    const others = [...used].join(', ') || 'no index';
    faults.push(`${table} by ${allowed.join(' or ')} was expected, and is ${others}`);
  }
  return faults;
}

/** `auth.uid()`, whose body Postgres puts in its place, belongs into an InitPlan that runs once. */
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
