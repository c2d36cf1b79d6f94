import { configValue } from '@parakeet/local-supabase';

/** A list of texts in config.toml; empty for another value. */
export function listAt(value: unknown, ...path: readonly string[]): string[] {
  const found = configValue(value, ...path);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

/**
 * The position of a key in config.toml: characters from its start. Without the key it is the
 * position of its table, or the beginning.
 */
export function placeIn(text: string, ...path: readonly string[]): number {
  const key = path.at(-1) ?? '';
  let table = '';
  let at = 0;
  let ofTable = 0;
  for (const line of text.split('\n')) {
    const [, header] = /^\s*\[+([^\]]+)\]+/.exec(line) ?? [];
    if (header !== undefined) table = header.trim();
    if (header !== undefined && table === path.slice(0, -1).join('.')) ofTable = at;
    const [, name = ''] = /^\s*"?([\w.-]+)"?\s*=/.exec(line) ?? [];
    const whole = table === '' ? name : `${table}.${name}`;
    if (name !== '' && whole === path.join('.')) return at + line.indexOf(key);
    at += line.length + 1;
  }
  return ofTable;
}
