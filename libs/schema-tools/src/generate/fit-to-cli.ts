import type {
  CatalogueColumn,
  CatalogueTable,
  DescribedCatalogue,
  DescribedFunction,
} from './model.ts';
import { takesNull, type CliFunction, type CliTypes } from './writers/cli-types.ts';

/** A catalogue without the parts that the CLI's types lack, and notes about the differences. */
export interface Fitted {
  readonly catalogue: DescribedCatalogue;
  readonly notes: readonly string[];
}

/**
 * Aligns a catalogue with the Supabase CLI's types of the same database. Parts without a CLI type
 * are left out with a note. A view's columns are as nullable as in those types.
 */
export function fitToCli(catalogue: DescribedCatalogue, cli: CliTypes): Fitted {
  const notes: string[] = [];
  const tables = catalogue.tables.flatMap((table) => {
    const fitted = fitTable(table, cli, notes);
    return fitted ? [fitted] : [];
  });
  const known = new Set(tables.map(({ schema, name }) => JSON.stringify([schema, name])));
  const taken = new Map<string, Set<CliFunction>>();
  const functions = catalogue.functions.flatMap((one) => {
    const place = `${one.schema}.${one.name}`;
    const others = taken.get(place) ?? new Set();
    taken.set(place, others);
    const found = matching(one, cli, others);
    if (!found) {
      // a function of a row is a field of it, and its argument has no name either
      const isField = one.args.length === 1 && one.args[0]?.type.fields !== undefined;
      if (!isField) notes.push(`function ${place}: missing in the types of the CLI`);
      return [];
    }
    others.add(found);
    if (found.isError) {
      const isField = one.args.some(({ name }) => name === '');
      if (!isField)
        notes.push(`function ${place}: the Data API cannot tell it from another function`);
      return [];
    }
    return [withKnownResult(one, known)];
  });
  return { catalogue: { tables, functions }, notes };
}

function fitTable(
  table: CatalogueTable,
  cli: CliTypes,
  notes: string[],
): CatalogueTable | undefined {
  const place = `${table.schema}.${table.name}`;
  const found = cli.relation(table.schema, table.name);
  if (!found) {
    notes.push(`${table.view ? 'view' : 'table'} ${place}: missing in the types of the CLI`);
    return undefined;
  }
  const columns = table.columns.flatMap((column): CatalogueColumn[] => {
    const type = found.row.get(column.name);
    if (!type) {
      notes.push(`column ${place}.${column.name}: missing in the types of the CLI`);
      return [];
    }
    return [table.view ? { ...column, nullable: takesNull(type) } : column];
  });
  const names = new Set(table.columns.map(({ name }) => name));
  const computedFields = [...found.row.keys()].filter((name) => !names.has(name));
  return {
    ...table,
    ...(table.view && { view: { isUpdatable: found.changes.size > 0 } }),
    ...(computedFields.length === 0 ? {} : { computedFields }),
    columns,
  };
}

/** The CLI's type of this function: the one with the same arguments. */
export function matching(
  { schema, name, args }: DescribedFunction,
  cli: CliTypes,
  others: ReadonlySet<CliFunction> = new Set(),
): CliFunction | undefined {
  return cli
    .functions(schema, name)
    .find(
      (one) =>
        !others.has(one) &&
        one.args.size === args.length &&
        args.every((arg) => one.args.has(arg.name)),
    );
}

/** A row of a table without a description may be anything. */
function withKnownResult(one: DescribedFunction, known: ReadonlySet<string>): DescribedFunction {
  const { result, ...rest } = one;
  const isKnown =
    result && (!('table' in result) || known.has(JSON.stringify([result.schema, result.table])));
  return isKnown ? one : rest;
}
