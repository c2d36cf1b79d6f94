import { expect, it } from 'vitest';
import { generatedFiles } from './generated-files.ts';

it('puts the CLI’s own types beside the refined ones, each under the banner', () => {
  const cliTypes = 'export type Database = { "public": { Tables: {} } }\n';
  const files = generatedFiles(
    cliTypes,
    { tables: [], functions: [] },
    { columns: new Map(), domains: new Map() },
    [],
    '../json/fixtures',
  );
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
});
