/** The name of something in a schema. */
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

/** A name as SQL. It ends at a NUL, which no name in Postgres contains. */
export function identifier(name: string): string {
  return `"${(name.split('\0')[0] ?? '').replaceAll('"', '""')}"`;
}

export function qualified({ schema, name }: QualifiedName): string {
  return schema === '' ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

/** A text as SQL. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** The values of a statement. Each is a text without a type; Postgres infers the type. */
export class Parameters {
  readonly values: (string | Uint8Array | null)[] = [];

  /** Adds a value, and returns its placeholder in the statement. */
  add(value: string | Uint8Array | null): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The text of a Postgres array; a quoted number is still a number, and "NULL" is a text. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}
