import { rule, type Rule } from './rule.ts';

const expand =
  'Add the new one beside it and write both. Move the apps over. Drop the old one when no ' +
  'installed app uses it.';
const raise = 'Widen it only when no installed app validates strictly what it reads.';
const audit = 'Fix stored rows first. Refuse new ones only when no installed app writes them.';
const told = 'Tell the authors of apps; an old app cannot know.';

/**
 * The rules by id. A migration's allowance names that id. Safe changes, such as a new table or a
 * new nullable column, have no rule.
 */
export const rules = {
  // tables and columns
  'table-no-delete': rule('xxx', 'every request gets PGRST205 (404)', expand),
  'column-no-delete': rule(
    'xxx',
    'an insert with it gets PGRST204, a select of it 42703, and rows lack the key',
    expand,
  ),
  'column-no-rename': rule(
    'xxx',
    'requests with the old name get PGRST204 or 42703, and rows lack the key',
    expand,
  ),
  'name-reused': rule(
    '!!!',
    'an app that knows the old meaning of the name misreads it',
    'Give it a name that was never used.',
  ),
  'column-add-required': rule(
    'x--',
    'an insert without it gets 23502',
    'Give it a default, or let it be NULL until every installed app sends it.',
  ),
  'column-set-not-null': rule('x--', 'a request that leaves it NULL gets 23502', audit),
  'column-drop-not-null': rule('-xx', 'a row can have NULL where a value was certain', raise),
  'column-hidden': rule(
    'xxx',
    'a select of all columns gets 42501, also after an insert: the role may not read the new one',
    'Grant SELECT on the new column to every role that may read the others.',
  ),
  'default-no-delete': rule(
    'x--',
    'an insert that leaves it out gets 23502',
    'Keep the default until every installed app sends a value.',
  ),
  'default-delete-nullable': rule(
    '!!!',
    'rows of apps that leave it out have NULL from now on',
    told,
  ),
  'default-same': rule('!!!', 'rows of apps that leave it out get another value', told),
  'type-widen': rule('-x!', 'a value beyond the old type is refused by validators', raise),
  'type-narrow': rule('x--', 'a value of the old type gets 22003 or 22001', audit),
  'type-same': rule('xxx', 'the value is another kind of JSON', expand),
  'type-time': rule('!x!', 'the text has, or lacks, a time of day or an offset', expand),
  'type-array-json': rule(
    'xxx',
    'a filter on it gets 22P02, and writes of lists may be refused',
    expand,
  ),
  'column-computed': rule('x--', 'an insert that sends it gets 428C9', expand),
  // enums and CHECKs
  'enum-value-add': rule('-x!', 'a row with the new word is refused by validators', raise),
  'enum-value-no-delete': rule('x--', 'a request with the word gets 22P02', expand),
  'check-list-widen': rule('-x!', 'a row with the new word is refused by validators', raise),
  'check-list-narrow': rule(
    'x--',
    'a write of the word gets 23514, also an update of another column of such a row',
    audit,
  ),
  'check-range-widen': rule('-x-', 'a row with the new value is refused by validators', raise),
  'check-range-narrow': rule('x--', 'a write beyond the new range gets 23514', audit),
  'check-add': rule('x--', 'a write that breaks the new rule gets 23514', audit),
  'check-delete': rule('-x!', 'rows may have values that the old rule excluded', raise),
  'check-narrow': rule('x--', 'a write that the old rule allowed gets 23514', audit),
  'check-widen': rule('-!!', 'rows may have values that the old rule excluded', raise),
  'check-undecided': rule(
    'x!!',
    'not decided: no row was found on which the two rules differ',
    'Compare the two by hand, and say in the migration what you found.',
  ),
  'constraint-same-name': rule(
    '!--',
    'the error has another constraint name, by which apps look up their message',
    'Keep the name, or first ship apps with messages for both names.',
  ),
  // keys
  'unique-add': rule('x--', 'a second row with the same key gets 23505', audit),
  'unique-no-delete': rule(
    'x!!',
    'an upsert on these columns gets 42P10, and an embed of one row may become a list',
    expand,
  ),
  'pk-same': rule(
    'x!!',
    'an upsert on the old key gets 42P10, and one without columns means another key',
    expand,
  ),
  'fk-add': rule(
    'x--',
    'a row gets 23503 if it is sent before the row that it refers to',
    'Add it NOT VALID when every installed app sends the other row first.',
  ),
  'fk-restricts': rule(
    'x--',
    'a delete of a row that newer apps point at gets 23503',
    'Let the rows go with it, or point nowhere: on delete cascade, or set null.',
  ),
  'fk-no-delete': rule('-xx', 'an embed gets PGRST200', expand),
  'fk-ambiguous': rule(
    '-xx',
    'an embed that names only the table gets PGRST201',
    'Keep one reference between the two tables, or first ship apps that name the foreign key in ' +
      'the embed.',
  ),
  'fk-action-same': rule(
    '!--',
    'a delete is newly refused (23503), or deletes more than before',
    told,
  ),
  // functions
  'function-no-delete': rule('xxx', 'a call gets PGRST202 (404)', expand),
  'arg-add-required': rule(
    'xxx',
    'a call without it gets PGRST202 (404)',
    'Give the argument a default.',
  ),
  'arg-no-delete': rule('xxx', 'a call with it gets PGRST202 (404)', expand),
  'arg-type': rule('xxx', 'a value of the old type is refused at the call', expand),
  'arg-default-no-delete': rule(
    'xxx',
    'a call that leaves it out gets PGRST202 (404)',
    'Keep the default until every installed app sends the argument.',
  ),
  'arg-default-same': rule('!--', 'a call that leaves it out means another value', told),
  'function-overload': rule(
    'xxx',
    'a call that fits two signatures gets PGRST203',
    'Drop the old signature in the same migration.',
  ),
  'return-shape-same': rule('-xx', 'the answer has another shape', expand),
  'function-volatility': rule(
    'xxx',
    'a call by GET runs read only, and a write in it gets 25006',
    'Keep it stable, or first ship apps that call it by POST.',
  ),
  'function-security': rule('!!!e', 'it sees and changes other rows than before', told),
  'function-refuses': rule(
    'xxx',
    'a call that had an answer gets an error',
    'Say in the migration what it refuses; an old app that sends it gets that error.',
  ),
  'function-changes': rule('!!!', 'a call gets another answer', told),
  // each change of a body is one, and most of them are fixes
  'function-undecided': {
    ...rule(
      '!!!',
      'not decided: its body changed, and no call was found that it answers otherwise',
      'Compare the two by hand.',
    ),
    level: 'note',
  },
  'errcode-same': rule(
    '!--',
    'an error has another code than apps expect',
    'Keep the old code for its old meaning.',
  ),
  // access
  'grant-no-delete': rule('xxx', 'the request gets 42501', told),
  'grant-add': rule('---e', 'a role may do more than before', 'Say in the migration why.'),
  'policy-narrow': rule('x!!', 'a write gets 42501, and a read silently has fewer rows', told),
  'policy-widen': rule('-!!e', 'a read has more rows', 'Say in the migration why.'),
  'policy-undecided': rule(
    'x!!e',
    'not decided: an expression changed, and may take more rows or fewer',
    'Say in the migration which rows it newly accepts, and which it newly refuses.',
  ),
  'rls-on': rule('x!!', 'without a policy nothing is read, and a write gets 42501', told),
  'rls-off': rule(
    '-!!e',
    'every row is seen by every role that may read the table',
    'Leave it on.',
  ),
  'trigger-refuses': rule(
    'x--',
    'a write that was taken gets the error of a trigger',
    'Say in the migration what it refuses; an old app that sends it gets that error.',
  ),
  'trigger-changes': rule(
    '!!!',
    'a trigger stores something else than the app sends, or nothing',
    told,
  ),
  'trigger-undecided': rule(
    'x!!',
    'not decided: a trigger may refuse what was taken, and no row was found that it does',
    'Say in the migration what it refuses; an old app that sends it gets that error.',
  ),
  // views, and what is exposed
  'view-updatable': rule('x--', 'a write through the view gets 55000', expand),
  'view-invoker': rule('!!!e', 'it shows other rows than before', 'Say in the migration why.'),
  'api-schemas': rule('xxx', 'a request for the schema gets PGRST106', told),
  'api-max-rows': rule('-!!', 'long lists are silently cut', told),
  'publication-no-delete': rule('-!!', 'changes of the table are not sent any more', told),
  // inside JSON
  'key-add-optional': rule('-x-', 'a document with the key is refused by strict validators', raise),
  'key-add-required': rule('xx-', 'a document without it gets 23514', audit),
  'key-no-delete': rule('xxx', 'a document with the key gets 23514', expand),
  'key-made-optional': rule('-xx', 'the key may be missing in documents', raise),
  'key-made-required': rule('x--', 'a document without it gets 23514', audit),
  'json-null-add': rule('-xx', 'null can stand where a value was certain', raise),
  'json-null-remove': rule('x--', 'a document with null there gets 23514', audit),
  'word-add': rule('-x!', 'a document with the new word is refused by validators', raise),
  'word-no-delete': rule('x--', 'a document with the word gets 23514', audit),
  'json-range-widen': rule(
    '-x-',
    'a document beyond the old limits is refused by validators',
    raise,
  ),
  'json-range-narrow': rule('x--', 'a document beyond the new limits gets 23514', audit),
  'json-type-same': rule('xxx', 'another kind of JSON stands there', expand),
  'variant-add': rule('-x!', 'a document of the new version is refused by validators', raise),
  'variant-no-delete': rule('x--', 'a document of the old version gets 23514', audit),
  'json-rule-add': rule('x--', 'a document that breaks the new rule gets 23514', audit),
  'json-rule-delete': rule(
    '-x!',
    'a document that breaks the old rule is refused by validators',
    raise,
  ),
  'strict-to-loose': rule('-x-', 'a document may have any keys', raise),
  'loose-to-strict': rule('x--', 'a document with another key gets 23514', audit),
  'json-undecided': rule(
    'xx!',
    'not decided: the shapes cannot be compared',
    'Compare the two contracts by hand, and say in the migration what you found.',
  ),
  'bytes-narrow': rule('x--', 'a document that is larger gets 23514', audit),
  'bytes-widen': rule('-x-', 'a document that is larger is refused by validators', raise),
  'contract-add': rule('x--', 'a document that breaks the contract gets 23514', audit),
  'contract-delete': rule('-x!', 'a document may be anything', raise),
  'unit-same': rule(
    '!!!',
    'the sentence says something else; a number may mean another unit',
    told,
  ),
} satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof rules;

/** Differences that tolerant readers do not notice: unknown keys stay in the document. */
export const toleratedRules: ReadonlySet<RuleId> = new Set(['key-add-optional', 'strict-to-loose']);

/** A difference that an installed app notices. */
export interface Difference {
  readonly rule: RuleId;
  /** The object of an allowance: a column, or else a constraint, a table or a function. */
  readonly object: string;
  /** The old and the new state. */
  readonly says: string;
  /** A row or a document as an example. */
  readonly example?: string;
  /** The effect on apps, if it differs from the rule's. */
  readonly effects?: Partial<Pick<Rule, 'writers' | 'readers' | 'types'>>;
}

/** The effect of a difference on apps. */
export function effectsOf({ rule: id, effects }: Pick<Difference, 'rule' | 'effects'>): Rule {
  return { ...rules[id], ...effects };
}
