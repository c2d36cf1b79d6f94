import type { Node } from 'libpg-query';
import { mentions } from '../findings/likely-place.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';
import type { ParsedStatement } from '../migrations/sql-statements.ts';
import { texts, walk } from './expressions.ts';
import type { Hit } from './rule.ts';

/** A statement with its file. */
export interface Placed {
  readonly file: MigrationFile;
  readonly statement: ParsedStatement;
}

/** The kind of part, if an object is a part of a table or a view. */
export type PartKind = 'policy' | 'foreign key' | 'other';

/**
 * The statement that most likely created what a rule about the schema reports. The order of
 * preference: the last one about the object that creates its part, such as a policy; the last with
 * the finding's words; the first about the object; the last that mentions it, such as a DO block.
 */
export function originOf(
  { object, words = [] }: Hit,
  all: readonly Placed[],
  kind: PartKind,
): Placed | undefined {
  const parts = object.replace(/\(.*$/s, '').replaceAll('"', '').split('.');
  const name = parts[1] ?? parts[0] ?? '';
  const hasWords = ({ statement }: Placed) => words.every((one) => mentions(statement.text, one));
  const own = all.filter(({ statement: { tree } }) => subjectsOf(tree).includes(name));
  const count = countOfArguments(object);
  if (count !== undefined) {
    const same = own.findLast(({ statement: { tree } }) => takes(tree, count));
    if (same) return same;
  }
  const [word] = words;
  return (
    (word === undefined
      ? undefined
      : own.findLast(({ statement: { tree } }) => makes(tree, word, kind))) ??
    (word === undefined ? undefined : own.findLast(hasWords)) ??
    own[0] ??
    all.findLast((one) => mentions(one.statement.text, name) && hasWords(one))
  );
}

/** Whether a statement creates a part of its object, by its name. */
function makes(tree: Node, word: string, kind: PartKind): boolean {
  if ('CreatePolicyStmt' in tree)
    return kind === 'policy' && tree.CreatePolicyStmt.policy_name === word;
  if ('AlterPolicyStmt' in tree)
    return kind === 'policy' && tree.AlterPolicyStmt.policy_name === word;
  if ('IndexStmt' in tree) return tree.IndexStmt.idxname === word;
  if ('CreateTrigStmt' in tree) return tree.CreateTrigStmt.trigname === word;
  let isMade = false;
  walk(tree, (type, node) => {
    if (type === 'ColumnDef' && node['colname'] === word) {
      isMade ||= kind !== 'foreign key' || JSON.stringify(node).includes('"CONSTR_FOREIGN"');
    }
    if (type === 'Constraint' && kind === 'foreign key') {
      isMade ||= texts(node['fk_attrs']).includes(word);
    }
    if (type === 'Constraint' && node['conname'] === word) isMade ||= kind !== 'policy';
  });
  return isMade;
}

/** The arguments in a function's name; undefined for other objects. */
function countOfArguments(object: string): number | undefined {
  const list = /\((.*)\)$/s.exec(object)?.[1];
  if (list === undefined) return undefined;
  return list === '' ? 0 : list.replaceAll(/\([^)]*\)/g, '').split(',').length;
}

const isTaken = new Set([
  'FUNC_PARAM_IN',
  'FUNC_PARAM_INOUT',
  'FUNC_PARAM_VARIADIC',
  'FUNC_PARAM_DEFAULT',
]);

function takes(tree: Node, count: number): boolean {
  if (!('CreateFunctionStmt' in tree)) return false;
  const { parameters = [] } = tree.CreateFunctionStmt;
  const taken = parameters.filter(
    (one) =>
      'FunctionParameter' in one && isTaken.has(one.FunctionParameter.mode ?? 'FUNC_PARAM_DEFAULT'),
  );
  return taken.length === count;
}

/** The names, without schemas, that a statement creates or alters. */
function subjectsOf(tree: Node): string[] {
  const range = (one: { relname?: string } | undefined) =>
    one?.relname === undefined ? [] : [one.relname];
  if ('CreateStmt' in tree) return range(tree.CreateStmt.relation);
  if ('AlterTableStmt' in tree) return range(tree.AlterTableStmt.relation);
  if ('IndexStmt' in tree) {
    const { relation, idxname } = tree.IndexStmt;
    return [...range(relation), ...(idxname === undefined ? [] : [idxname])];
  }
  if ('CreatePolicyStmt' in tree) return range(tree.CreatePolicyStmt.table);
  if ('AlterPolicyStmt' in tree) return range(tree.AlterPolicyStmt.table);
  if ('ViewStmt' in tree) return range(tree.ViewStmt.view);
  if ('CreateTableAsStmt' in tree) return range(tree.CreateTableAsStmt.into?.rel);
  if ('CreateForeignTableStmt' in tree) return range(tree.CreateForeignTableStmt.base?.relation);
  if ('CreateTrigStmt' in tree) return range(tree.CreateTrigStmt.relation);
  if ('CreateExtensionStmt' in tree) return [tree.CreateExtensionStmt.extname ?? ''];
  if ('CreateFunctionStmt' in tree) return texts(tree.CreateFunctionStmt.funcname).slice(-1);
  if ('RenameStmt' in tree) {
    const { relation, newname, renameType } = tree.RenameStmt;
    return renameType === 'OBJECT_TABLE' ? [newname ?? ''] : range(relation);
  }
  return [];
}
