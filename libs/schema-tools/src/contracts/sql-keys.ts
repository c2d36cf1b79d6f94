import { identifier, isName, literal, type Sql } from './sql-text.ts';

/** The keys of an object as columns of a subquery, named after the keys if possible. */
export class KeyColumns {
  readonly #columns: ReadonlyMap<string, string>;

  constructor(keys: readonly string[]) {
    const taken = new Set(keys);
    this.#columns = new Map(
      keys.map((key, index) => [key, isName(key) ? key : freeName(`key_${index + 1}`, taken)]),
    );
  }

  /** The column of a key: `"weightGrams"`. */
  of(key: string): string {
    return identifier(this.#columns.get(key) ?? key);
  }

  /** The columns of a SELECT. */
  lookUps(value: string): Sql {
    return Array.from(
      this.#columns.keys(),
      (key, index) =>
        `${value} -> ${literal(key)} as ${this.of(key)}${index === this.#columns.size - 1 ? '' : ','}`,
    );
  }
}

/** The name, or a longer one that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`the_${name}`, taken) : name;
}
