import type { AlterTableCmd, Node } from 'libpg-query';
import type { ParsedStatement } from '../migrations/sql-statements.ts';
import { namesOf, texts } from './expressions.ts';

/** Statements that rarely fail. */
const harmless = ['NotifyStmt', 'VariableSetStmt', 'VacuumStmt', 'CommentStmt'];

/** Statements that are safe to run twice in any form. */
const repeatable = new Set([
  ...harmless,
  'GrantStmt',
  'SelectStmt',
  'DoStmt',
  'CallStmt',
  'ReindexStmt',
  'AlterFunctionStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterOwnerStmt',
  'UpdateStmt',
  'DeleteStmt',
]);

const typeOf = (tree: Node) => Object.keys(tree)[0] ?? '';

export const isHarmless = ({ tree }: ParsedStatement) => harmless.includes(typeOf(tree));

/**
 * The statements of a file that fail when the applied file is run again. They create or drop
 * something without `if not exists` or the like, and no earlier statement drops it first.
 */
export function notRepeatable(statements: readonly ParsedStatement[]): Set<ParsedStatement> {
  const dropped = new Set<string>();
  // the file's own objects, which may be renamed again
  const known = new Set<string>();
  const found = new Set<ParsedStatement>();
  for (const statement of statements) {
    const { tree } = statement;
    for (const name of droppedBy(tree)) dropped.add(name);
    const made = madeBy(tree);
    const isSafe =
      isLenient(tree) ||
      (made.length > 0 && made.every((name) => dropped.has(name))) ||
      ('RenameStmt' in tree && known.has(tree.RenameStmt.subname ?? ''));
    if (!isSafe) found.add(statement);
    for (const name of made) known.add(name);
  }
  return found;
}

function isLenient(tree: Node): boolean {
  if (repeatable.has(typeOf(tree)) || 'TransactionStmt' in tree) return true;
  if ('CreateStmt' in tree) {
    const { if_not_exists: isSkipped, relation } = tree.CreateStmt;
    return isSkipped === true || relation?.relpersistence === 't';
  }
  if ('IndexStmt' in tree) return tree.IndexStmt.if_not_exists === true;
  if ('CreateSchemaStmt' in tree) return tree.CreateSchemaStmt.if_not_exists === true;
  if ('CreateExtensionStmt' in tree) return tree.CreateExtensionStmt.if_not_exists === true;
  if ('CreateSeqStmt' in tree) return tree.CreateSeqStmt.if_not_exists === true;
  if ('DropStmt' in tree) return tree.DropStmt.missing_ok === true;
  if ('CreateFunctionStmt' in tree) return tree.CreateFunctionStmt.replace === true;
  if ('ViewStmt' in tree) return tree.ViewStmt.replace === true;
  if ('CreateTrigStmt' in tree) return tree.CreateTrigStmt.replace === true;
  if ('AlterEnumStmt' in tree) return tree.AlterEnumStmt.skipIfNewValExists === true;
  if ('InsertStmt' in tree) return tree.InsertStmt.onConflictClause !== undefined;
  if ('AlterDomainStmt' in tree) {
    const { subtype, missing_ok: isSkipped } = tree.AlterDomainStmt;
    return subtype === 'X' ? isSkipped === true : subtype !== 'C';
  }
  return commandsOf(tree).length > 0 && commandsOf(tree).every(isLenientCommand);
}

function isLenientCommand({ subtype, missing_ok: isSkipped = false }: AlterTableCmd): boolean {
  return !/^AT_(?:Add|Drop(?!NotNull))/.test(subtype ?? '') || isSkipped;
}

function commandsOf(tree: Node): AlterTableCmd[] {
  const cmds = 'AlterTableStmt' in tree ? (tree.AlterTableStmt.cmds ?? []) : [];
  return cmds.flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
}

/** The names that a statement drops if they exist. */
function droppedBy(tree: Node): string[] {
  if ('AlterDomainStmt' in tree) {
    const { subtype, missing_ok: isSkipped, name = '' } = tree.AlterDomainStmt;
    return subtype === 'X' && isSkipped ? [name] : [];
  }
  if ('DropStmt' in tree) {
    const { missing_ok: isSkipped, objects = [] } = tree.DropStmt;
    if (!isSkipped) return [];
    return objects.flatMap((node) => namesOf(node).slice(-1));
  }
  return commandsOf(tree)
    .filter(({ subtype, missing_ok: isSkipped }) => subtype === 'AT_DropConstraint' && isSkipped)
    .map(({ name = '' }) => name);
}

/** The names that a statement creates, and that an earlier one may have dropped. */
function madeBy(tree: Node): string[] {
  if ('CreatePolicyStmt' in tree) return [tree.CreatePolicyStmt.policy_name ?? ''];
  if ('CreateTrigStmt' in tree) return [tree.CreateTrigStmt.trigname ?? ''];
  if ('IndexStmt' in tree) return [tree.IndexStmt.idxname ?? ''];
  if ('CreateStmt' in tree) return [tree.CreateStmt.relation?.relname ?? ''];
  if ('ViewStmt' in tree) return [tree.ViewStmt.view?.relname ?? ''];
  if ('CreateFunctionStmt' in tree) return texts(tree.CreateFunctionStmt.funcname).slice(-1);
  if ('CreateEnumStmt' in tree) return texts(tree.CreateEnumStmt.typeName).slice(-1);
  if ('AlterDomainStmt' in tree) return constraintName(tree.AlterDomainStmt.def);
  const strict = commandsOf(tree).filter((command) => !isLenientCommand(command));
  // an added column has no name that could have been dropped
  const names = strict.map(({ subtype, def }) =>
    subtype === 'AT_AddConstraint' ? constraintName(def) : [],
  );
  return names.some((one) => one.length === 0) ? [] : names.flat();
}

function constraintName(def: Node | undefined): string[] {
  const name = def && 'Constraint' in def ? def.Constraint.conname : undefined;
  return name === undefined ? [] : [name];
}
