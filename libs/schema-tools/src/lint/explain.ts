import type { Example, Rule } from './rule.ts';

/** A rule's documentation, for a terminal. */
export function explanationOf(rule: Rule): string {
  const { id, says, why, wayOut } = rule;
  const blocks = examplesOf(rule).map(
    ({ name, text }) => `${name}:\n\n${text.replaceAll(/^(?=.)/gm, '  ')}\n`,
  );
  const paragraphs = [`${id}: ${about(rule)}`, wrapped(`${says} ${why}`), wrapped(wayOut)];
  return `${paragraphs.join('\n\n')}\n\n${blocks.join('\n')}`;
}

/** A section for each rule, for the documentation. */
export function lintSections(rules: Iterable<Rule>): string {
  return Array.from(rules, (rule) => {
    const blocks = examplesOf(rule).map(
      ({ name, text, language }) => `${name}:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`,
    );
    return [
      `## ${rule.id}\n`,
      `${wrapped(`_${about(rule)}_`)}\n`,
      `${wrapped(`${rule.says} ${rule.why}`)}\n`,
      `${wrapped(`**Way out:** ${rule.wayOut}`)}\n`,
      ...blocks,
    ].join('\n');
  }).join('\n');
}

function about(rule: Rule): string {
  const { level, isOptIn, advisor } = rule;
  return [
    isOptIn ? `${level}, off until the config gives it a level` : level,
    'schema' in rule
      ? 'about the schema in the end'
      : 'change' in rule
        ? 'about what a draft does'
        : 'text' in rule
          ? 'about the text of a migration'
          : 'about config.toml',
    ...(advisor === undefined ? [] : [`as Supabase's advisor ${advisor}`]),
  ].join('; ');
}

interface Block {
  readonly name: string;
  readonly text: string;
  readonly language: string;
}

function examplesOf({ bad, good }: Rule): Block[] {
  return [...blocksOf('Found', bad), ...blocksOf('Not found', good)];
}

function blocksOf(name: string, given: string | Example): Block[] {
  const example: Example = typeof given === 'string' ? { sql: given } : given;
  const { landed, sql, config, contracts, lint } = example;
  const settings = lint && `lint: ${JSON.stringify(lint, undefined, 2)}`;
  const parts: readonly (readonly [string, string | undefined, string])[] = [
    [`${name}, after this has landed`, landed, 'sql'],
    [`${name}, with this config.toml`, config, 'toml'],
    [`${name}, with this in schema-tools.config.ts`, settings, 'txt'],
    [`${name}, with these contracts`, contracts, 'ts'],
    [name, sql, 'sql'],
  ];
  return parts.flatMap(([heading, text, language]): Block[] => {
    return text === undefined ? [] : [{ name: heading, text: dedented(text), language }];
  });
}

/** A text of a source file without its indentation there. */
function dedented(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const depth = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)),
  );
  return lines.map((line) => line.slice(depth)).join('\n');
}

/** Lines of at most 100 columns. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= 100) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
