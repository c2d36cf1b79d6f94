import { GeneratedFile } from './generated-file.ts';
import { key } from './source-text.ts';

/** The exports of an index for one table or function. */
interface Member {
  readonly schema: string;
  /** Its key in the registry. */
  readonly name: string;
  readonly file: string;
  /** The names of its schemas, by their keys in the registry. */
  readonly schemas: Readonly<Record<string, string>>;
}

/**
 * An index of files with schemas. It exports them all, and a registry of them. With several
 * database schemas, a second registry has them all: `rowSchemasOf.billing.invoices`.
 *
 * @param schemas of the database; the registry is for the first one
 */
export function registryFile(
  path: string,
  registry: string,
  comment: string,
  members: readonly Member[],
  schemas: readonly string[],
): GeneratedFile {
  const file = new GeneratedFile(path);
  file.declare(registry, `${registry}Of`);
  file.print();
  for (const { file: from, schemas: exported } of members) {
    const imported = Object.values(exported).map((name) => file.import(name, from));
    file.print(`export { ${imported.toSorted().join(', ')} };`);
  }
  const entriesOf = (schema: string | undefined) =>
    members
      .filter((member) => member.schema === schema)
      .map(({ name, schemas: exported }) => {
        const entries = Object.entries(exported).map(([part, code]) => `${part}: ${code}`);
        return `${key(name)}: { ${entries.join(', ')} },\n`;
      })
      .join('');
  const [first, ...others] = schemas;
  file.print(`\n/** ${comment} */\nexport const ${registry} = {\n${entriesOf(first)}};`);
  if (first === undefined || others.length === 0) return file;
  file.print(`\n/** The same by schema. */\nexport const ${registry}Of = {`);
  file.print(`${key(first)}: ${registry},`);
  for (const schema of others) file.print(`${key(schema)}: {\n${entriesOf(schema)}},`);
  file.print('};');
  return file;
}
