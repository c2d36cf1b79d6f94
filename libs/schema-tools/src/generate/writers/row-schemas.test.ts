import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Catalogue, CatalogueColumn } from '../model.ts';
import { columnType } from '../catalogue/column-type.ts';
import { namesOfRows, rowSchemas } from './row-schemas.ts';

function column(
  name: string,
  [type, sql, modifier = -1]: readonly [type: string, sql: string, modifier?: number],
  rest: Partial<CatalogueColumn> = {},
): CatalogueColumn {
  return {
    name,
    type: columnType(type, sql.endsWith('[]'), modifier, sql),
    nullable: false,
    hasDefault: false,
    generated: false,
    ...rest,
  };
}

const uuid = ['uuid', 'uuid'] as const;
const text = ['text', 'text'] as const;
const integer = ['int4', 'integer'] as const;

const tables: Catalogue['tables'] = [
  {
    schema: 'public',
    name: 'session_logs',
    comment: 'What was lifted.',
    columns: [
      column('id', uuid, { hasDefault: true }),
      column('user_id', uuid),
      column('session_rpe', ['numeric', 'numeric(3,1)', 196613], { nullable: true }),
      column('status', text, { values: ['at', 'over'], hasDefault: true }),
      column('lifts', ['text', 'text[]'], { comment: 'Ends the comment: */ here.' }),
      column('number', ['int8', 'bigint'], { identity: 'always', hasDefault: true }),
      column('counted', integer, { identity: 'by default', hasDefault: true }),
      column('doubled', integer, { generated: true, nullable: true }),
      column('odd name', ['jsonb', 'jsonb'], {
        contract: { name: 'ActualSets', file: '../json/actual-sets.ts' },
        nullable: true,
      }),
    ],
  },
  { schema: 'public', name: 'profiles', columns: [column('id', uuid)] },
  {
    schema: 'public',
    name: 'ranges',
    columns: [
      column('rpe', ['numeric', 'numeric(3,1)', 196613], {
        range: { least: 1, most: 10, step: 0.5 },
      }),
      column('week', ['int2', 'smallint'], { range: { least: 1 } }),
      column('grams', integer, { range: { least: 1, most: 1_000_000 }, nullable: true }),
    ],
  },
];

/** The properties of an object in a generated file, by the name of its variable. */
function propertiesOf(file: string | undefined): Record<string, Record<string, string>> {
  const source = ts.createSourceFile('rows.ts', file ?? '', ts.ScriptTarget.Latest, true);
  const found: Record<string, Record<string, string>> = {};
  const read = (name: string, node: ts.Node): void => {
    if (!ts.isObjectLiteralExpression(node)) return ts.forEachChild(node, (at) => read(name, at));
    const properties = node.properties.filter(ts.isPropertyAssignment);
    found[name] = Object.fromEntries(
      properties.map((at) => [at.name.getText(), at.initializer.getText()]),
    );
  };
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer) read(name.getText(), initializer);
    }
  }
  return found;
}

/** The texts of the files by their paths, and the notes. */
function written(given: Catalogue['tables'], schemas: readonly string[] = ['public']) {
  const notes: string[] = [];
  const note = (said: string) => notes.push(said);
  const whole = { rows: namesOfRows(given, schemas), schemas, note };
  const files = new Map(rowSchemas(given, whole).map((file) => [file.path, file.text()]));
  return { files, notes };
}

describe('the row schemas', () => {
  const { files } = written(tables);
  const sessionLogs = files.get('rows/session-logs.ts');

  it('are one file for each table, and an index', () => {
    expect([...files.keys()]).toEqual([
      'rows/session-logs.ts',
      'rows/profiles.ts',
      'rows/ranges.ts',
      'rows/index.ts',
    ]);
  });

  it('are TypeScript, under a banner that names the command', () => {
    for (const file of files.values()) {
      expect(file).toMatch(/^\/\/ Generated from the database by schema-tools\. Do not edit\.\n/);
      expect(ts.transpileModule(file, { reportDiagnostics: true }).diagnostics).toEqual([]);
    }
  });

  it('give each column the schema of its type, its values or NULL', () => {
    expect(propertiesOf(sessionLogs)['columns']).toEqual({
      id: 'uuid',
      user_id: 'uuid',
      session_rpe: 'numericOrNaN(3, 1).nullable()',
      status: 'oneOf(["at","over"])',
      lifts: 'textArray',
      number: 'bigint',
      counted: 'integer',
      doubled: 'integer.nullable()',
      '"odd name"': 'ActualSets.nullable()',
    });
  });

  it('give a number the range of its CHECKs', () => {
    expect(propertiesOf(files.get('rows/ranges.ts'))['columns']).toEqual({
      rpe: 'numeric(3, 1, {"least":1,"most":10,"step":0.5})',
      week: 'wholeNumber(1, 32767)',
      grams: 'wholeNumber(1, 1000000).nullable()',
    });
  });

  it('import the contract of a JSONB column, and the blocks of the others', () => {
    expect(sessionLogs).toContain("import { ActualSets } from '../../json/actual-sets.ts';");
    expect(sessionLogs).toContain("from '@parakeet/schema-runtime/columns';");
  });

  it('let an INSERT omit columns that have a default or may be NULL', () => {
    expect(propertiesOf(sessionLogs)['SessionLogsInsert']).toEqual({
      id: 'columns.id.exactOptional()',
      user_id: 'columns.user_id',
      session_rpe: 'columns.session_rpe.exactOptional()',
      status: 'columns.status.exactOptional()',
      lifts: 'columns.lifts',
      number: 'computed.exactOptional()',
      counted: 'columns.counted.exactOptional()',
      doubled: 'computed.exactOptional()',
      '"odd name"': 'columns["odd name"].exactOptional()',
    });
  });

  it('let an UPDATE omit everything, and never write computed columns', () => {
    const update = propertiesOf(sessionLogs)['SessionLogsUpdate'] ?? {};
    expect(Object.values(update).every((code) => code.endsWith('.exactOptional()'))).toBe(true);
    expect(update['doubled']).toBe('computed.exactOptional()');
  });

  it('have the types of the refined Database', () => {
    expect(sessionLogs).toContain('export type SessionLogsRow = Tables<"session_logs">;');
    expect(sessionLogs).toContain('export type SessionLogsInsert = TablesInsert<"session_logs">;');
    expect(sessionLogs).toContain('export type SessionLogsUpdate = TablesUpdate<"session_logs">;');
  });

  it('are registered by table', () => {
    const index = files.get('rows/index.ts');
    expect(propertiesOf(index)['rowSchemas']).toEqual({
      session_logs: '{ row: SessionLogsRow, insert: SessionLogsInsert, update: SessionLogsUpdate }',
      profiles: '{ row: ProfilesRow, insert: ProfilesInsert, update: ProfilesUpdate }',
      ranges: '{ row: RangesRow, insert: RangesInsert, update: RangesUpdate }',
    });
  });

  it.each<[code: string, given: CatalogueColumn]>([
    ['presentJson', column('a', ['jsonb', 'jsonb'])],
    ['limitedText(0, 5)', column('a', ['varchar', 'character varying(5)', 9])],
    ['limitedText(2, 4)', column('a', ['varchar', 'varchar(5)', 9], { length: limits(2, 4) })],
    ['listOf(integer)', column('a', ['int4', 'integer[]'])],
    ['anyTimestamptz', column('a', ['timestamptz', 'timestamptz(3)', 3], { inYears: true })],
    ['timestamptz', column('a', ['timestamptz', 'timestamptz'], { inYears: true })],
    ['anyDate', column('a', ['date', 'date'])],
    ['wideNumeric()', column('a', ['numeric', 'numeric'])],
    ['numericOrNaN(3, 1)', column('a', ['numeric', 'numeric(3,1)', 196_613])],
    [
      'wideNumeric({}, {"precision":15,"scale":1})',
      column('a', ['numeric', 'numeric(15,1)', 983_045]),
    ],
    ['real({"least":0,"most":1})', column('a', ['float4', 'real'], { range: limits(0, 1) })],
    ['oneOf(["sad","ok"])', withType({ words: ['sad', 'ok'] })],
    ['listOf(oneOf(["ok"]))', withType({ words: ['ok'], isArray: true })],
    ["range('num')", withType({ bounds: { name: 'numeric', isMultiple: false } })],
    ["multirange('other')", withType({ bounds: { name: 'mine', isMultiple: true } })],
    ['nestedListOf(text)', withType({ name: 'text', isArray: true, dimensions: 2 })],
    ['listOf(oneOf([1]))', withType({ name: 'int4', isArray: true, element: { values: [1] } })],
    [
      'z.object({ x: integer.nullable(), "odd name": text })',
      withType({
        fields: [column('x', integer, { nullable: true }), column('odd name', text)],
      }),
    ],
    ['vector(3)', withType({ name: 'extensions.vector', length: 3 })],
  ])('know %s', (code, given) => {
    const { files: made, notes } = written([{ schema: 'public', name: 'a', columns: [given] }]);
    expect(propertiesOf(made.get('rows/a.ts'))['columns']).toEqual({ [given.name]: code });
    expect(notes).toEqual([]);
  });

  it('accept any value of an unknown type, and note it', () => {
    const columns = [withType({ name: 'extensions.geometry', sql: 'geometry' })];
    const { files: made, notes } = written([{ schema: 'public', name: 'places', columns }]);
    expect(propertiesOf(made.get('rows/places.ts'))['columns']).toEqual({ a: 'z.unknown()' });
    expect(notes).toEqual(['unknown: public.places.a is geometry']);
  });

  it('of a view are a row alone, or take NULL where Postgres would write it', () => {
    const columns = [column('id', uuid), column('doubled', integer, { generated: true })];
    const views = [
      { schema: 'public', name: 'read', view: { isUpdatable: false }, columns },
      { schema: 'public', name: 'both', view: { isUpdatable: true }, columns },
    ];
    const { files: made } = written(views);
    expect(made.get('rows/read.ts')).not.toContain('ReadInsert');
    expect(propertiesOf(made.get('rows/both.ts'))['BothInsert']).toEqual({
      id: 'columns.id.nullable().exactOptional()',
      doubled: 'computed.exactOptional()',
    });
    expect(made.get('rows/both.ts')).toContain(
      `export type BothInsert = Database["public"]['Views']["both"]['Insert'];`,
    );
  });

  it('leave out of the row the fields that functions add', () => {
    const given = { schema: 'public', name: 'people', computedFields: ['full_name'], columns: [] };
    expect(written([given]).files.get('rows/people.ts')).toContain(
      'export type PeopleRow = Omit<Tables<"people">, "full_name">;',
    );
  });

  it('of other schemas have a folder and a prefix, and are in a registry by schema', () => {
    const given = ['public', 'billing'].map((schema) => ({ schema, name: 'plans', columns: [] }));
    const { files: made } = written(given, ['public', 'billing']);
    expect([...made.keys()]).toEqual(['rows/plans.ts', 'rows/billing/plans.ts', 'rows/index.ts']);
    expect(made.get('rows/billing/plans.ts')).toContain(
      `export type BillingPlansRow = Database["billing"]['Tables']["plans"]['Row'];`,
    );
    const index = propertiesOf(made.get('rows/index.ts'));
    expect(Object.keys(index['rowSchemas'] ?? {})).toEqual(['plans']);
    expect(index['rowSchemasOf']?.['public']).toBe('rowSchemas');
    expect(index['rowSchemasOf']?.['billing']).toContain('row: BillingPlansRow');
  });
});

function limits(least: number, most: number) {
  return { least, most };
}

function withType(type: Partial<CatalogueColumn['type']>): CatalogueColumn {
  const plain = { name: 'public.a', isArray: false, sql: 'a' };
  return { ...column('a', text), type: { ...plain, ...type } };
}
