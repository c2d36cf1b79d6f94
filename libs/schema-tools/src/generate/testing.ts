import { columnType } from './catalogue/column-type.ts';
import type { CatalogueArgument, CatalogueColumn } from './model.ts';

/**
 * A column for tests.
 *
 * @param type Postgres's short name of it, `text` or `text[]`
 * @param rest what is not plain about the column
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
