import { GeneratedFile } from './generated-file.ts';

/** What an index exports of one table or function. */
interface Member {
  /** Its key in the registry. */
  readonly name: string;
  readonly file: string;
  /** The names of its schemas, by their keys in the registry. */
  readonly schemas: Readonly<Record<string, string>>;
}

/** An index of files with schemas: it exports them all, and a registry of them. */
export function registryFile(
  path: string,
  registry: string,
  comment: string,
  members: readonly Member[],
): GeneratedFile {
  const file = new GeneratedFile(path);
  file.print();
  for (const { file: from, schemas } of members) {
    const exported = Object.values(schemas).map((name) => file.import(name, from));
    file.print(`export { ${exported.toSorted().join(', ')} };`);
  }
  file.print(`\n/** ${comment} */\nexport const ${registry} = {`);
  for (const { name, schemas } of members) {
    const entries = Object.entries(schemas).map(([key, schema]) => `${key}: ${schema}`);
    file.print(`${name}: { ${entries.join(', ')} },`);
  }
  file.print('};');
  return file;
}
