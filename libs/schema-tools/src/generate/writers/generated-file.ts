import { posix } from 'node:path';
import { docComment } from './source-text.ts';

/** The first line of every generated file. */
const banner = '// Generated from the database by schema-tools. Do not edit.\n';

type Kind = 'value' | 'type' | 'all';

interface Import {
  readonly kind: Kind;
  readonly specifier: string;
  /** The names as they are exported, by those that they have here. */
  readonly names: Map<string, string>;
}

/**
 * A TypeScript file that is being written. Its imports are recorded where they
 * are used; the text is put together at the end.
 */
export class GeneratedFile {
  /** Below the folder of generated files: `rows/sessions.ts`. */
  readonly path: string;
  readonly #imports: Import[] = [];
  readonly #lines: string[] = [];
  readonly #declared = new Set<string>();

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Imports an export. Asking again adds no second import.
   *
   * @param from a file, from the folder of generated files: `database.ts`; or a package
   * @returns its name in this file: another one if the same name comes from elsewhere too
   */
  import(name: string, from: string): string {
    return this.#import('value', name, from);
  }

  /** Imports a type, as `import` does. */
  importType(name: string, from: string): string {
    return this.#import('type', name, from);
  }

  /** Imports all exports of a file or a package under one name: `import * as z from 'zod'`. */
  importAll(name: string, from: string): string {
    return this.#import('all', name, from);
  }

  /** Keeps names for what the file declares itself: an import of the same name gets another. */
  declare(...names: string[]): void {
    for (const name of names) this.#declared.add(name);
  }

  /** Adds a text, and the end of its line. */
  print(text = ''): void {
    this.#lines.push(`${text}\n`);
  }

  /** Adds a comment of these paragraphs, without those that are undefined. */
  comment(...paragraphs: (string | undefined)[]): void {
    this.#lines.push(docComment(...paragraphs));
  }

  /**
   * The whole file, not formatted.
   *
   * @param importEnding what the name of a file ends with in an import, `.js` or nothing
   */
  text(importEnding = '.ts'): string {
    const bare = (specifier: string) => specifier.replace(/(?<=^\..*)\.ts$/, '');
    // packages first, and a file before those whose names begin with its name
    const rank = ({ specifier }: Import) =>
      `${specifier.startsWith('.') ? 1 : 0}${bare(specifier)}`;
    const sorted = this.#imports.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
    const statements = sorted.map((one) => {
      const isFile = bare(one.specifier) !== one.specifier;
      return statementOf(
        isFile ? { ...one, specifier: `${bare(one.specifier)}${importEnding}` } : one,
      );
    });
    return banner + statements.join('') + this.#lines.join('');
  }

  #import(kind: Kind, name: string, from: string): string {
    const specifier = from.endsWith('.ts') ? this.#relative(from) : from;
    let found = this.#imports.find((one) => one.kind === kind && one.specifier === specifier);
    if (!found) {
      found = { kind, specifier, names: new Map() };
      this.#imports.push(found);
    }
    const known = [...found.names].find(([, exported]) => exported === name);
    if (known) return known[0];
    const isTaken = (local: string) =>
      this.#declared.has(local) || this.#imports.some(({ names }) => names.has(local));
    let local = name;
    for (let count = 2; isTaken(local); count += 1) local = `${name}${count}`;
    found.names.set(local, name);
    return local;
  }

  #relative(file: string): string {
    const path = posix.relative(posix.dirname(this.path), file);
    return path.startsWith('.') ? path : `./${path}`;
  }
}

function statementOf({ kind, specifier, names }: Import): string {
  if (kind === 'all') {
    return [...names.keys()].map((name) => `import * as ${name} from '${specifier}';\n`).join('');
  }
  const list = [...names]
    .map(([local, name]) => (local === name ? name : `${name} as ${local}`))
    .toSorted();
  return `import ${kind === 'type' ? 'type ' : ''}{ ${list.join(', ')} } from '${specifier}';\n`;
}
