import { describe, expect, it } from 'vitest';
import { column } from '../testing.ts';
import { generatedFiles, type Sources } from './generated-files.ts';

const cliTypes = 'export type Database = { "public": { Tables: {} } }\n';
const sources: Sources = {
  cliTypes,
  catalogue: { tables: [], functions: [] },
  contracts: { columns: new Map(), domains: new Map() },
  rules: [],
};

it('puts the CLI’s own types beside the refined ones, each under the banner', () => {
  const { files, notes } = generatedFiles({ ...sources, fixtures: '../json/fixtures' });
  expect(files.map(({ path }) => path)).toEqual([
    'supabase.ts',
    'database.ts',
    'database-rules.ts',
    '../json/fixtures/index.ts',
    'rows/index.ts',
    'functions/index.ts',
  ]);
  for (const file of files) expect(file.text()).toMatch(/^\/\/ Generated from the database/);
  expect(files[0]?.text()).toContain(cliTypes);
  expect(notes).toEqual([]);
});

describe('what is not described', () => {
  const places = {
    ...sources,
    cliTypes: cliTypes.replace(
      'Tables: {}',
      'Tables: { places: { Row: { at: unknown, more: Json }, Insert: { at?: unknown, more?: Json }, ' +
        'Update: { at?: unknown, more?: Json } } }',
    ),
    catalogue: {
      tables: [
        {
          schema: 'public',
          name: 'places',
          columns: [column('at', 'extensions.geometry'), column('more', 'jsonb')],
        },
        { schema: 'public', name: 'hidden', columns: [column('id')] },
      ],
      functions: [{ schema: 'public', name: 'unnamed', args: [] }],
    },
  };

  it('gets one note each, and stops nothing', () => {
    const { files, notes } = generatedFiles(places);
    expect(notes).toEqual([
      'table public.hidden: missing in the types of the CLI',
      'function public.unnamed: missing in the types of the CLI',
      'unknown: public.places.at is extensions.geometry',
    ]);
    const rows = files.find(({ path }) => path === 'rows/places.ts')?.text();
    expect(rows).toContain('at: z.unknown().nullable(),');
    expect(rows).toContain('more: json.nullable(),');
  });

  it('is refused if contracts are required', () => {
    const contract = { name: 'More', file: '../json/more.ts' };
    const contracts = { columns: new Map([['places.more', contract]]), domains: new Map() };
    expect(() => generatedFiles({ ...places, contracts, requireContracts: true })).toThrow(
      'the row schemas have gaps:\ntable public.hidden',
    );
  });
});
