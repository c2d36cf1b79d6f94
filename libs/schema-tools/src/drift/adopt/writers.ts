import { literal } from '../../contracts/sql-text.ts';
import type { CatalogueObject } from '../catalogue/read-objects.ts';

/** A change that no migration can make, with the reason. */
export class Refusal extends Error {}

/** Statements that change a fact to a new value; null if the database has none. */
export type FactWriter = (object: CatalogueObject, there: string | null) => readonly string[];

/** The statements for the objects of a kind. */
export interface KindWriter {
  /** Creates the object, in a form that is safe to run twice if possible. */
  readonly make: (object: CatalogueObject, parts: readonly CatalogueObject[]) => readonly string[];
  /** Facts that `make` sets. */
  readonly made: readonly string[];
  readonly drop: (object: CatalogueObject) => readonly string[];
  /** Facts with their own statements; `make` recreates the object for the others. */
  readonly facts?: Readonly<Record<string, FactWriter>>;
  /** Whether `make` replaces an existing object. */
  readonly replaces?: boolean;
}

export const refuse = (reason: string) => (): never => {
  throw new Refusal(reason);
};

/** A part of an object, as text. */
export const part = (object: CatalogueObject, name: string) => String(object.parts[name]);

/** A statement that runs only if a query finds nothing. */
export function unless(query: string, ...statements: readonly string[]): string {
  const lines = statements.map((statement) => `    ${statement};\n`).join('');
  return dollars(
    `begin\n  perform set_config('search_path', '', true);\n` +
      `  if not exists (${query}) then\n${lines}  end if;\nend`,
  );
}

/** A DO block, with a dollar quote that its text does not contain. */
export function dollars(text: string): string {
  let tag = 'adopt';
  while (text.includes(`$${tag}$`)) tag += '_';
  return `do $${tag}$\n${text}\n$${tag}$`;
}

/** Changes the owner of an object; `alter` knows its kind by this word. */
export const owner =
  (word: string): FactWriter =>
  ({ name }, there) =>
    there === null ? [] : [`alter ${word} ${name} owner to ${there}`];

export const comment =
  (word: string, nameOf = ({ name }: CatalogueObject) => name): FactWriter =>
  (object, there) => [
    `comment on ${word} ${nameOf(object)} is ${there === null ? 'null' : literal(there)}`,
  ];

/** Drops an object; `drop` knows its kind by this word. */
export const dropped =
  (word: string, nameOf = ({ name }: CatalogueObject) => name): KindWriter['drop'] =>
  (object) => [`drop ${word} if exists ${nameOf(object)}`];

/** Options such as `security_invoker=true`: exactly the existing ones. */
export const options =
  (word: string): FactWriter =>
  (object, there) => {
    const names = String(object.parts['options before'] ?? '')
      .split(', ')
      .map((one) => one.split('=')[0] ?? '');
    const kept = (there ?? '').split(', ').filter(Boolean);
    const gone = names.filter((one) => one !== '' && !kept.some((it) => it.startsWith(`${one}=`)));
    return [
      ...(gone.length > 0 ? [`alter ${word} ${object.name} reset (${gone.join(', ')})`] : []),
      ...(kept.length > 0 ? [`alter ${word} ${object.name} set (${kept.join(', ')})`] : []),
    ];
  };

/** The words of `alter` for the times when a trigger or rule fires. */
export function enabling(there: string | null): string {
  const words = { yes: 'enable', always: 'enable always', 'on replicas': 'enable replica' };
  return Object.entries(words).find(([fires]) => fires === there)?.[1] ?? 'disable';
}
