import type { DocumentedSchema } from '../model.ts';
import { anchorOf, pageOf } from '../places.ts';

/**
 * The targets of names in documents: tables, functions, columns, constraints and indexes. An
 * ambiguous name has no target, except that tables and functions take precedence.
 */
export function namesOf({ tables, functions }: DocumentedSchema): Map<string, string> {
  const [first, others] = [new Places(), new Places()];
  for (const table of tables) {
    const { schema, name, key, columns, constraints, indexes, triggers } = table;
    const page = pageOf('table', schema, name);
    for (const one of new Set([name, key, `${schema}.${name}`])) first.add(one, page);
    for (const column of columns) {
      const place = `${page}#${anchorOf('column', column.name)}`;
      others.add(`${name}.${column.name}`, place);
      others.add(`${key}.${column.name}`, place);
    }
    for (const [kind, all] of Object.entries({
      constraint: constraints,
      index: indexes,
      trigger: triggers,
    })) {
      for (const one of all) others.add(one.name, `${page}#${anchorOf(kind, one.name)}`);
    }
  }
  for (const { schema, name, key } of functions) {
    const page = pageOf('function', schema, name);
    for (const one of new Set([name, key])) {
      first.add(one, page);
      first.add(`${one}()`, page);
    }
  }
  return new Map([...others.unique(), ...first.unique()]);
}

class Places {
  readonly #found = new Map<string, Set<string>>();

  add(name: string, place: string): void {
    this.#found.set(name, (this.#found.get(name) ?? new Set()).add(place));
  }

  unique(): [string, string][] {
    return [...this.#found].flatMap(([name, places]) => {
      const [place, another] = places;
      return place === undefined || another !== undefined ? [] : [[name, place]];
    });
  }
}
