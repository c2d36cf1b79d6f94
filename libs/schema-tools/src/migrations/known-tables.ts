import type { MigrationFile } from './migration-files.ts';
import { withoutComments } from './sql-statements.ts';

/** A table, as far as the text of migrations describes it. */
export interface KnownTable {
  readonly schema: string;
  readonly name: string;
  /** The types of its columns as written, by their names. */
  readonly columns: ReadonlyMap<string, string>;
  /** The columns of each primary key and unique key. */
  readonly keys: readonly (readonly string[])[];
}

/** The facts about a schema in the text of migrations. */
export interface KnownSchema {
  readonly tables: readonly KnownTable[];
  /** Columns for an account, with the number of policies and foreign keys that use them so. */
  readonly owners: ReadonlyMap<string, number>;
}

interface Table extends KnownTable {
  readonly columns: Map<string, string>;
  readonly keys: string[][];
}

const word = String.raw`(?:"(?:[^"]|"")+"|\w+)`;
const path = String.raw`(?:${word}\s*\.\s*)?${word}`;
const list = String.raw`\(([^()]*)\)`;
const uid = String.raw`\(*\s*(?:select\s+)?"?auth"?\s*\.\s*"?uid"?\s*\(\s*\)(?:\s+as\s+${word})?\s*\)*`;

const statement = new RegExp(
  String.raw`\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?<made>${path})` +
    String.raw`\s*(?:\(|(?=(?:as|of|partition|using|with)\b))` +
    String.raw`|\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?<altered>${path})(?<actions>[^;]*)` +
    String.raw`|\bdrop\s+table\s+(?:if\s+exists\s+)?(?<dropped>${path}(?:\s*,\s*${path})*)` +
    String.raw`|\bcreate\s+unique\s+index\s+[^;(]*?\bon\s+(?:only\s+)?(?<indexed>${path})` +
    String.raw`\s*(?:using\s+\w+\s*)?\((?<key>[^()]*)\)(?!\s*where)`,
  'gi',
);
const moved = new RegExp(String.raw`^\s+(?:rename\s+to\s+(${word})|set\s+schema\s+(${word}))`, 'i');
const tableRule = /^(?:constraint|primary|unique|foreign|check|exclude|like)\b/i;
const key = new RegExp(String.raw`\b(?:primary\s+key|unique)\s*${list}`, 'gi');
const toAccounts = String.raw`references\s+"?auth"?\s*\.\s*"?users"?`;
const foreignKey = new RegExp(String.raw`\bforeign\s+key\s*${list}\s*${toAccounts}`, 'gi');
const column = new RegExp(
  String.raw`^(${word})\s+(.+?)(?=\s+(?:not|null|default|references|primary|unique|check|generated|constraint|collate)\b|$)`,
  'is',
);
const policies = [
  new RegExp(String.raw`${uid}\s*=\s*\(?(?:${word}\s*\.\s*)*(${word})(?![\w."(])`, 'gi'),
  new RegExp(String.raw`(${word})\s*\)?\s*=\s*${uid}`, 'gi'),
];

/**
 * The tables of migrations, from their text. It needs no database, and works even if a draft does
 * not parse yet. Tables created in a DO block count.
 */
export function readKnownSchema(migrations: readonly Pick<MigrationFile, 'text'>[]): KnownSchema {
  const tables = new Map<string, Table>();
  const owners = new Map<string, number>();
  const vote = (written = '') => {
    const name = nameOf(written);
    // a new table has another id
    if (name !== 'id' && name !== '') owners.set(name, (owners.get(name) ?? 0) + 1);
  };
  for (const migration of migrations) {
    const text = withoutComments(migration.text);
    for (const { groups = {}, index, 0: all } of text.matchAll(statement)) {
      if (groups['made'] !== undefined) {
        const table = tableOf(groups['made']);
        tables.set(keyOf(table), table);
        const body = all.endsWith('(') ? bodyFrom(text, index + all.length) : '';
        for (const part of partsOf(body)) addPart(table, part, vote);
      }
      for (const name of groups['dropped']?.split(',') ?? []) tables.delete(keyOf(tableOf(name)));
      alter(tables, groups, vote);
    }
    for (const policy of policies) for (const [, name] of text.matchAll(policy)) vote(name);
  }
  return { tables: [...tables.values()], owners };
}

type Vote = (written?: string) => void;

function alter(tables: Map<string, Table>, groups: Partial<Record<string, string>>, vote: Vote) {
  const written = groups['altered'] ?? groups['indexed'];
  const table = written === undefined ? undefined : tables.get(keyOf(tableOf(written)));
  if (table === undefined) return;
  if (groups['key'] !== undefined) table.keys.push(namesIn(groups['key']));
  const actions = groups['actions'] ?? '';
  const [, name, schema] = moved.exec(actions) ?? [];
  if (name !== undefined || schema !== undefined) {
    tables.delete(keyOf(table));
    const now = {
      ...table,
      ...(name === undefined ? {} : { name: nameOf(name) }),
      ...(schema === undefined ? {} : { schema: nameOf(schema) }),
    };
    tables.set(keyOf(now), now);
  }
  for (const action of partsOf(actions)) {
    const added = /^add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?(.*)$/is.exec(action)?.[1];
    if (added !== undefined) addPart(table, added, vote);
  }
}

/** Reads a line of `create table`, or an addition of `alter table … add`. */
function addPart(table: Table, part: string, vote: Vote): void {
  for (const [, names = ''] of part.matchAll(key)) table.keys.push(namesIn(names));
  for (const [, names = ''] of part.matchAll(foreignKey)) {
    if (!names.includes(',')) vote(names);
  }
  const [, name = '', type = ''] = tableRule.test(part) ? [] : (column.exec(part) ?? []);
  if (name === '') return;
  table.columns.set(nameOf(name), type.trim());
  if (/\b(?:primary\s+key|unique)\b(?!\s*\()/i.test(part)) table.keys.push([nameOf(name)]);
  if (new RegExp(toAccounts, 'i').test(part)) vote(name);
}

/** The text up to the matching parenthesis. */
function bodyFrom(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

/** The parts between commas outside of parentheses. */
function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.map((part) => part.trim());
}

const namesIn = (written: string) => written.split(',').map(nameOf);

/** A name as Postgres stores it: without quotes it is in small letters. */
function nameOf(written: string): string {
  const text = written.trim();
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

function tableOf(written: string): Table {
  const names = (written.match(new RegExp(word, 'g')) ?? []).map(nameOf);
  const [schema = '', name = ''] = names.length > 1 ? names : ['public', ...names];
  return { schema, name, columns: new Map(), keys: [] };
}

const keyOf = ({ schema, name }: KnownTable) => JSON.stringify([schema, name]);
