import { readCatalogue } from '@parakeet/schema-tools';
import { generatedFiles } from '@parakeet/schema-tools/generate';
import type pg from 'pg';
import { writeGenerated } from '../../generate/generated.ts';
import { loadSchemas, type AppSchemas } from '../installed-app.ts';

type Catalogue = Awaited<ReturnType<typeof readCatalogue>>['catalogue'];

/** The schemas of the package that is generated of `public` now. */
export async function generateSchemas(client: pg.ClientBase): Promise<AppSchemas> {
  const { catalogue, rules } = await readCatalogue(client, ['public']);
  const generated = generatedFiles({
    catalogue,
    rules,
    cliTypes: typesOf(catalogue),
    contracts: { columns: new Map(), domains: new Map() },
  });
  const written = await writeGenerated(generated);
  try {
    return await loadSchemas(written.folder);
  } finally {
    await written.remove();
  }
}

/** Types as the Supabase CLI writes them, as far as schemas depend on them; it takes a second. */
function typesOf({ tables, functions }: Catalogue): string {
  const members = (list: readonly { name: string }[], type: string) =>
    list.map(({ name }) => `${name}: ${type}`).join('; ');
  const relation = ({ name, view, columns }: Catalogue['tables'][number]) => {
    const shapes = view && !view.isUpdatable ? ['Row'] : ['Row', 'Insert', 'Update'];
    const type = view ? 'unknown | null' : 'unknown';
    return `${name}: { ${shapes.map((shape) => `${shape}: { ${members(columns, type)} }`).join('; ')} }`;
  };
  const calls = [...new Set(functions.map(({ name }) => name))].map((name) => {
    const all = functions.filter((one) => one.name === name);
    const each = all.map(
      ({ args }) => `{ Args: { ${members(args, 'unknown')} }; Returns: unknown }`,
    );
    return `${name}: ${each.join(' | ')}`;
  });
  return `export type Database = { public: {
    Tables: { ${tables
      .filter(({ view }) => !view)
      .map(relation)
      .join('; ')} };
    Views: { ${tables
      .filter(({ view }) => view)
      .map(relation)
      .join('; ')} };
    Functions: { ${calls.join('; ')} };
  } }`;
}
