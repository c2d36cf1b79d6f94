import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Catalogue, CatalogueColumn } from '../model.ts';
import { columnType } from '../catalogue/column-type.ts';
import { rowSchemas } from './row-schemas.ts';

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
  { name: 'profiles', columns: [column('id', uuid)] },
  {
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

/** The properties that a generated file gives to an object, by the name of what holds it. */
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

describe('the row schemas', () => {
  const files = new Map(rowSchemas(tables).map((file) => [file.path, file.text()]));
  const sessionLogs = files.get('rows/session-logs.ts');

  it('are a file a table, and an index', () => {
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
      session_rpe: 'numeric(3, 1).nullable()',
      status: 'oneOf(["at","over"])',
      lifts: 'textArray',
      number: 'bigint',
      counted: 'integer',
      doubled: 'integer.nullable()',
      '"odd name"': 'ActualSets.nullable()',
    });
  });

  it('give a number the range that its CHECKs leave', () => {
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

  it('let an INSERT leave out what has a default or may be NULL', () => {
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

  it('let an UPDATE leave out everything, and never write what Postgres computes', () => {
    const update = propertiesOf(sessionLogs)['SessionLogsUpdate'] ?? {};
    expect(Object.values(update).every((code) => code.endsWith('.exactOptional()'))).toBe(true);
    expect(update['doubled']).toBe('computed.exactOptional()');
  });

  it('have the types of the refined Database', () => {
    expect(sessionLogs).toContain("export type SessionLogsRow = Tables<'session_logs'>;");
    expect(sessionLogs).toContain("export type SessionLogsInsert = TablesInsert<'session_logs'>;");
    expect(sessionLogs).toContain("export type SessionLogsUpdate = TablesUpdate<'session_logs'>;");
  });

  it('are registered by table', () => {
    const index = files.get('rows/index.ts');
    expect(propertiesOf(index)['rowSchemas']).toEqual({
      session_logs: '{ row: SessionLogsRow, insert: SessionLogsInsert, update: SessionLogsUpdate }',
      profiles: '{ row: ProfilesRow, insert: ProfilesInsert, update: ProfilesUpdate }',
      ranges: '{ row: RangesRow, insert: RangesInsert, update: RangesUpdate }',
    });
  });

  it.each([
    ['jsonb', column('mood', ['jsonb', 'jsonb'])],
    ['mood', column('mood', ['public.mood', 'public.mood'])],
    ['integer[]', column('mood', ['int4', 'integer[]'])],
    ['character varying(5)', column('mood', ['varchar', 'character varying(5)', 9])],
    [
      'timestamp(3) with time zone',
      column('mood', ['timestamptz', 'timestamp(3) with time zone', 3]),
    ],
    ['numeric', column('mood', ['numeric', 'numeric'])],
    ['numeric(15,1)', column('mood', ['numeric', 'numeric(15,1)', 983045])],
  ])('refuse the type %s, naming the column and the file to extend', (sql, unknown) => {
    expect(() => rowSchemas([{ name: 'days', columns: [unknown] }])).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^days\.mood is of type .+, and the row schemas do not/),
        next: expect.stringContaining('libs/schema-tools/src/generate/writers/column-schemas.ts'),
      }),
    );
    expect(unknown.type.sql).toContain(sql);
  });

  it.each(['Sessions', 'two words', 'index', '2nd', 'a__b'])(
    'refuse a table named %s, which makes no file or type',
    (name) => {
      expect(() => rowSchemas([{ name, columns: [] }])).toThrow(
        `the table ${JSON.stringify(name)} has a name that makes no file or type`,
      );
    },
  );
});
