/** The file and the type for the name of a table, a view or a function. */
export interface Name {
  /** Without its ending: `session-logs`, in a folder of its schema `billing/invoices`. */
  readonly file: string;
  /** The prefix of its types: `SessionLogs`. */
  readonly type: string;
}

interface Named {
  readonly schema: string;
  readonly name: string;
}

/** The names of what is in a database. */
export class Names {
  readonly #names = new Map<string, Name>();
  readonly #files = new Set<string>();
  readonly #types: Set<string>;

  /**
   * Names that would make the same file or type get a number: `OddTable`, `OddTable2`. Names in
   * small letters, digits and single underscores come first, and keep theirs.
   *
   * @param first the schema whose names have no prefix
   * @param taken types that no name may make
   */
  constructor(all: readonly Named[], first: string | undefined, taken: readonly string[] = []) {
    this.#types = new Set(taken);
    const plain = all.filter(({ name }) => isPlain(name));
    const others = all.filter(({ name }) => !isPlain(name));
    for (const { schema, name } of [...plain, ...others]) {
      const place = keyOf(schema, name);
      if (this.#names.has(place)) continue;
      const file = (schema === first ? '' : `${fileName(schema)}/`) + fileName(name);
      const type = typeName(schema === first ? [name] : [schema, name]);
      this.#names.set(place, this.#free(file, type));
    }
  }

  /** @throws Error for a name that was not among them */
  of({ schema, name }: Named): Name {
    const found = this.#names.get(keyOf(schema, name));
    if (!found) throw new Error(`there is no name for ${schema}.${name}`);
    return found;
  }

  #free(file: string, type: string): Name {
    for (let count = 1; ; count += 1) {
      const suffix = count === 1 ? '' : `${count}`;
      const name = { file: suffix ? `${file}-${suffix}` : file, type: `${type}${suffix}` };
      // some file systems ignore case; the index has its own file
      const key = name.file.toLowerCase();
      if (key === 'index' || this.#files.has(key) || this.#types.has(name.type)) continue;
      this.#files.add(key);
      this.#types.add(name.type);
      return name;
    }
  }
}

const keyOf = (schema: string, name: string) => JSON.stringify([schema, name]);

function isPlain(name: string): boolean {
  return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name);
}

/** The parts of a name that are allowed in file and type names. */
function wordsOf(name: string): string[] {
  return name.normalize('NFC').match(/(?:(?!_)\p{ID_Continue})+/gu) ?? ['unnamed'];
}

/** `session-logs` for `session_logs`. */
function fileName(name: string): string {
  return wordsOf(name).join('-').toLowerCase();
}

/** `SessionLogs` for `session_logs`. */
function typeName(names: readonly string[]): string {
  const words = names.flatMap(wordsOf);
  const type = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^\p{ID_Start}/u.test(type) ? type : `_${type}`;
}
