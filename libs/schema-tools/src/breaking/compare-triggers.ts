import { isSameSql } from '../drift/same-text.ts';
import type { Facts, Relation } from '../facts/facts.ts';
import { withoutComments } from '../migrations/sql-statements.ts';
import { columnsIn, relatedTo, typesOf } from './related.ts';
import type { Difference, RuleId } from './rules.ts';
import { commonOf } from './rules-together.ts';
import type { TriggerText, TryChecks } from './trial.ts';

/** Compares the triggers of a table by writing the same rows with both. */
export async function compareTriggers(
  table: string,
  old: Relation,
  [after, now]: readonly [Facts, Relation],
  tryChecks: TryChecks,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const trigger of new Set([...Object.keys(old.triggers), ...Object.keys(now.triggers)])) {
    const [was, is] = [textOf(old, trigger), textOf(now, trigger)];
    if (isSameSql(old.triggers[trigger] ?? '', now.triggers[trigger] ?? '')) continue;
    const object = `${table}.${trigger}`;
    const says = !(trigger in old.triggers)
      ? 'is new'
      : trigger in now.triggers
        ? 'does something else now'
        : 'is gone';
    const routines = [was, is].flatMap((one) => (one ? [one.routine, one.definition] : []));
    const text = routines.join('\n');
    const related = relatedTo(text, after);
    const columns = columnsIn(text, now).filter((column) => !now.columns[column]?.isComputed);
    const examples =
      related && isKnown(old, was, trigger) && isKnown(now, is, trigger)
        ? await tryChecks({
            trigger,
            table,
            before: was,
            after: is,
            related,
            common: commonOf(old, now, columns),
            columns: typesOf(columns, now),
            allColumns: typesOf(Object.keys(now.columns), now),
          })
        : undefined;
    const { narrower, otherwise, touched } = examples ?? {};
    const tell = (rule: RuleId, example?: string) =>
      found.push({ rule, object, says, ...(example === undefined ? {} : { example }) });
    if (narrower !== undefined) tell('trigger-refuses', narrower);
    if (otherwise !== undefined) tell('trigger-changes', otherwise);
    if (narrower !== undefined || otherwise !== undefined) continue;
    const isOpen =
      mayRefuse(now.triggers[trigger]) ||
      // a column with the time of the last change does not concern an app
      (touched === undefined && [was, is].some((one) => mayChange(one?.routine)));
    if (isOpen) tell('trigger-undecided');
  }
  return found;
}

function textOf(relation: Relation, trigger: string): TriggerText | undefined {
  const [definition = ''] = relation.triggers[trigger]?.split('\n') ?? [];
  const routine = relation.routines?.[trigger];
  return routine === undefined ? undefined : { definition, routine };
}

/** Whether the facts include the trigger's whole function, or the trigger does not exist. */
function isKnown(relation: Relation, text: TriggerText | undefined, trigger: string): boolean {
  return text !== undefined || relation.triggers[trigger] === undefined;
}

/** Whether a trigger's function may change a value, by its text. */
function mayChange(text = ''): boolean {
  return /(?:;|\b(?:begin|then|else|loop))\s*new\s*(?:\.\s*"?\w+"?\s*)?:?=|\binto\s+(?:strict\s+)?new\b/i.test(
    withoutComments(text),
  );
}

/** Whether a trigger's function may refuse or skip a row, by its text. */
function mayRefuse(text = ''): boolean {
  return /\braise\s+(?!notice|info|log|debug|warning)|\breturn\s+null\b|\bperform\b|\bassert\b/i.test(
    text,
  );
}
