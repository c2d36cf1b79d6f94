import { columnType } from './catalogue/column-type.ts';
import type { CatalogueArgument, CatalogueColumn } from './model.ts';

/**
 * A column for tests.
 *
 * @param type Postgres's short name, `text` or `text[]`
 * @param rest the special properties of the column
 */
export function column(
  name: string,
  type = 'text',
  rest: Partial<CatalogueColumn> = {},
): CatalogueColumn {
  return {
    name,
    type: columnType(type.replace('[]', ''), type.endsWith('[]'), -1, type),
    nullable: true,
    hasDefault: false,
    generated: false,
    ...rest,
  };
}

/** An argument for tests, of a type as a column is. */
export function argument(
  name: string,
  type = 'text',
  rest: Partial<CatalogueArgument> = {},
): CatalogueArgument {
  return { name, type: column(name, type).type, hasDefault: false, ...rest };
}
