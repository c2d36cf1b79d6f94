import { type Arguments, calledColumns, callSql } from './call-sql.ts';
import {
  type Catalogue,
  type Column,
  key,
  type Routine,
  type Setting,
  settingOf,
  type Table,
} from './catalogue/catalogue.ts';
import { likely, nearest } from './catalogue/nearest.ts';
import { type Format, negotiate } from './media-types.ts';
import { allowed, rootAnswer } from './information.ts';
import { checkPreferences, endOf, type End } from './preferences.ts';
import { type Level, planRead } from './read-plan.ts';
import { Refused } from './refused.ts';
import type { RestRequest } from './request.ts';
import { findRoutine, resultOf } from './routines.ts';
import {
  callStatement,
  explainStatement,
  readStatement,
  type Statement,
  writeStatement,
} from './statement.ts';
import { neededColumns, type Write, writeSql } from './write-sql.ts';

/** The work of a request, and the options of its answer. */
export interface Plan {
  /** Whether its transaction can change nothing. */
  readonly isReadOnly: boolean;
  /** How its transaction ends. */
  readonly end: End;
  /** Settings of a function, for its whole transaction. */
  readonly settings?: readonly Setting[] | undefined;
  readonly statement: Statement;
  /** Asks the planner for an estimated count afterwards. */
  readonly explain?: Statement | undefined;
  readonly format: Format;
  readonly maxRows: number;
  readonly write?: Write | undefined;
  readonly routine?: Routine | undefined;
}

interface PlanSettings {
  readonly maxRows: number;
}

/**
 * Plans a request. Questions about the API itself get their answer at once.
 *
 * @throws Refused if it names something unknown, or asks for something impossible
 */
export function planRequest(
  request: RestRequest,
  catalogue: Catalogue,
  settings: PlanSettings,
): Plan | Response {
  const { target, method } = request;
  if (target.kind === 'root') return rootAnswer(request);
  if (target.kind === 'function') return planCall(request, target.name, catalogue, settings);
  const table = findTable(catalogue, request.schema, target.name);
  if (method === 'OPTIONS') return allowed(table);
  if (request.isRead) return planTableRead(request, table, catalogue, settings);
  return planWrite(request, table, catalogue, settings);
}

function findTable(catalogue: Catalogue, schema: string, name: string): Table {
  const table = catalogue.tables.get(key({ schema, name }));
  if (table) return table;
  const names = [...catalogue.tables.values()].flatMap((one) =>
    one.schema === schema ? [one.name] : [],
  );
  const other = nearest(names, name, likely);
  throw new Refused(404, {
    code: 'PGRST205',
    message: `Could not find the table '${schema}.${name}' in the schema cache`,
    hint: other === undefined ? null : `Perhaps you meant the table '${schema}.${other}'`,
  });
}

/** The levels of the answer to a request. */
function planLevel(
  request: RestRequest,
  catalogue: Catalogue,
  { maxRows }: PlanSettings,
  from: Pick<Parameters<typeof planRead>[0], 'root' | 'action'>,
): Level {
  const { query, schema, range } = request;
  const aggregates = settingOf(catalogue, 'aggregates_enabled') === 'true';
  return planRead({ ...from, catalogue, query, schema, range, maxRows, aggregates });
}

/** How to count the rows of a request. */
function counting({ preferences }: RestRequest, level: Level, { maxRows }: PlanSettings) {
  const { count } = preferences;
  return {
    count:
      count === 'exact'
        ? {}
        : // one row above the limit reveals that there are more
          count === 'estimated'
          ? { most: maxRows + 1 }
          : undefined,
    explain: count === 'planned' || count === 'estimated' ? explainStatement(level) : undefined,
  };
}

function planTableRead(
  request: RestRequest,
  table: Table,
  catalogue: Catalogue,
  settings: PlanSettings,
): Plan {
  const level = planLevel(request, catalogue, settings, { root: table, action: 'read' });
  const format = negotiate(request.accepted);
  checkPreferences(request.preferences);
  const end = endOf(request.preferences, catalogue);
  const { count, explain } = counting(request, level, settings);
  const shown = request.method === 'HEAD' ? undefined : format;
  return {
    isReadOnly: true,
    end,
    statement: readStatement({ level, format: shown, count }),
    explain,
    format,
    maxRows: settings.maxRows,
  };
}

function planWrite(
  request: RestRequest,
  table: Table,
  catalogue: Catalogue,
  settings: PlanSettings,
): Plan {
  const level = planLevel(request, catalogue, settings, { root: table, action: 'write' });
  const isShown = ['representation', 'headers-only'].includes(request.preferences.return ?? '');
  const write = {
    ...changeOf(request, table),
    returning: isShown ? neededColumns(level, table.primaryKey) : [],
  };
  checkPreferences(request.preferences);
  const end = endOf(request.preferences, catalogue);
  const format = negotiate(request.accepted);
  refuseWholeTable(write);
  const shown = request.preferences.return === 'representation' ? format : undefined;
  const location =
    write.kind === 'insert' && request.preferences.return === 'headers-only'
      ? table.primaryKey
      : undefined;
  return {
    isReadOnly: false,
    end,
    statement: writeStatement(
      (parameters) => writeSql(write, parameters),
      { level, format: shown },
      location,
    ),
    format,
    maxRows: settings.maxRows,
    write,
  };
}

function changeOf(request: RestRequest, table: Table): Omit<Write, 'returning'> {
  const { method, query, preferences, payload } = request;
  const own = <T>(all: readonly { embed: readonly string[]; value: T }[]) =>
    all.filter(({ embed }) => embed.length === 0).map(({ value }) => value);
  const conditions = [...own(query.filters), ...query.logic.map(({ value }) => value)];
  const common = { table, conditions, json: '', columns: [], useDefaults: false } as const;
  if (method === 'DELETE') return { ...common, kind: 'delete' };
  const useDefaults = preferences.missing === 'default' && method !== 'PUT';
  const json = payload?.kind === 'json' ? payload.text : '[]';
  const columns = (payload?.keys ?? []).map((name) => columnOf(table, name));
  const written = { ...common, json, columns, useDefaults };
  if (method === 'PATCH') return { ...written, kind: 'update' };
  if (method === 'POST') {
    const { resolution } = preferences;
    const by = query.onConflict ?? table.primaryKey;
    return {
      ...written,
      kind: 'insert',
      conditions: [],
      conflict: resolution && { resolution, columns: by },
    };
  }
  const { primaryKey } = table;
  const isByKey =
    query.logic.length === 0 &&
    primaryKey.length > 0 &&
    query.filterNames.size === primaryKey.length &&
    primaryKey.every((name) => query.filterNames.has(name)) &&
    own(query.filters).every(
      ({ negated, operation }) =>
        !negated &&
        operation.kind === 'quantified' &&
        operation.operator === 'eq' &&
        operation.quantifier === undefined,
    );
  if (!isByKey) {
    throw new Refused(405, {
      code: 'PGRST105',
      message: "Filters must include all and only primary key columns with 'eq' operators",
    });
  }
  return {
    ...written,
    kind: 'put',
    conflict: { resolution: 'merge-duplicates', columns: primaryKey },
  };
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column) return column;
  throw new Refused(400, {
    code: 'PGRST204',
    message: `Could not find the '${name}' column of '${table.name}' in the schema cache`,
  });
}

/** The message of the extension safeupdate, which hosted projects load for authenticator. */
function refuseWholeTable({ kind, conditions, columns }: Write): void {
  const isWhole = conditions.length === 0;
  if (!isWhole || kind === 'insert' || (kind === 'update' && columns.length === 0)) return;
  throw new Refused(400, {
    code: '21000',
    message: `${kind.toUpperCase()} requires a WHERE clause`,
  });
}

function planCall(
  request: RestRequest,
  name: string,
  catalogue: Catalogue,
  settings: PlanSettings,
): Plan | Response {
  const { schema, method, query, payload, contentType, preferences } = request;
  const isPost = method === 'POST';
  const given: Arguments = isPost
    ? (payload ?? { kind: 'none' })
    : {
        kind: 'form',
        pairs: query.args,
        keys: [...new Set(query.args.map(([key_]) => key_))].toSorted(),
      };
  const args = given.kind === 'none' ? [] : given.keys;
  const routine = findRoutine(catalogue, { schema, name, args, isPost, contentType });
  const { table, isSingle } = resultOf(routine);
  const level = planLevel(request, catalogue, settings, {
    root: { schema, name: table?.name ?? name },
    action: 'call',
  });
  const isVolatile = routine.volatility === 'volatile';
  if (method === 'OPTIONS') return allowed(isVolatile ? 'volatile function' : 'function');
  const format = negotiate(request.accepted);
  checkPreferences(preferences);
  const end = endOf(preferences, catalogue);
  if (preferences.handling === 'strict' && preferences.maxAffected !== undefined && isSingle) {
    throw new Refused(400, {
      code: 'PGRST128',
      message:
        'Function must return SETOF or TABLE when max-affected preference is used with handling=strict',
    });
  }
  const { count, explain } = counting(request, level, settings);
  const columns = calledColumns(level);
  return {
    isReadOnly: !isPost || !isVolatile,
    settings: routine.settings,
    end,
    statement: callStatement(
      (parameters) => callSql(routine, given, columns, parameters),
      { level, format: method === 'HEAD' ? undefined : format, count },
      routine,
    ),
    explain,
    format,
    maxRows: settings.maxRows,
    routine,
  };
}
