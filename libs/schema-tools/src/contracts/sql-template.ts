import { readFileSync } from 'node:fs';

/**
 * Reads a file of SQL beside this one.
 *
 * @param values replace each `:name`, unquoted
 */
export function sqlTemplate(file: string, values: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text.replaceAll(/:(\w+)/g, (found, name: string) => values[name] ?? found);
}
