/** A column of a view, and the column behind it. */
export interface ShownColumn {
  /** Numbers of columns, as in `pg_attribute`. */
  readonly column: number;
  readonly table: number;
  readonly tableColumn: number;
}

/**
 * The columns that a view shows unchanged. They come from its rule (`pg_rewrite.ev_action`),
 * because Postgres keeps the table and column behind each only there.
 */
export function shownColumns(rule: string): ShownColumn[] {
  return outermostTargets(rule).flatMap((target) => {
    const number = (name: string) =>
      Number(new RegExp(String.raw` :${name} (\d+)`).exec(target)?.[1] ?? 0);
    const table = number('resorigtbl');
    return table === 0
      ? []
      : [{ column: number('resno'), table, tableColumn: number('resorigcol') }];
  });
}

/** The entries of the outermost query's target list, without nested ones. */
function outermostTargets(rule: string): string[] {
  const targets: string[] = [];
  let depth = 0;
  let inTargets = false;
  let text = '';
  for (let at = 0; at < rule.length; at += 1) {
    const char = rule[at] ?? '';
    if (char === '\\') {
      at += 1;
      continue;
    }
    if (char === '{') {
      depth += 1;
      if (depth === 2) text = '';
    } else if (char === '}') {
      if (depth === 2 && inTargets) targets.push(text);
      depth -= 1;
    } else if (depth === 1 && char === ':') {
      inTargets = rule.startsWith(':targetList ', at);
    } else if (depth === 2) text += char;
  }
  return targets;
}
