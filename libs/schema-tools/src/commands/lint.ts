import { basename } from 'node:path';
import { count, say, UsageError } from '@parakeet/command-kit';
import { createEmptyDatabase, nearest, runCommand, withThrowaway } from '@parakeet/local-supabase';
import { faultsIn, formats, printed } from '../findings/report.ts';
import { readAllowed } from '../lint/allowed.ts';
import { keyOf, readBaseline, writeBaseline } from '../lint/baseline.ts';
import { explanationOf } from '../lint/explain.ts';
import { lint, type Lint } from '../lint/judge.ts';
import { rules } from '../lint/rules/index.ts';
import { refuseBlanks } from '../migrations/blanks.ts';
import { readLanded } from '../migrations/landed.ts';
import { readMigrationFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project } from '../project/project.ts';
import schema from './lint.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { step }) => {
  const format = options.oneOf('output-format', formats);
  const explain = options.text('explain');
  if (explain !== undefined) {
    process.stdout.write(explanationOf(requireRule(explain)));
    return 0;
  }
  const files = await readMigrationFiles();
  if (options.flag('allowed')) {
    const allowed = await readAllowed(project(), files);
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(allowed)}\n`
        : allowed
            .map(({ file, line, rule, object, reason }) => {
              const place =
                line === undefined ? `config, allowances of ${file}` : `${file}:${line}`;
              return `${place}  ${rule} ${object}\n    ${reason}\n`;
            })
            .join(''),
    );
    return 0;
  }
  for (const id of Object.keys(project().lint.rules ?? {})) requireRule(id);
  refuseBlanks(files);
  const { files: landed } = await readLanded(files);
  const result = await withThrowaway(engineChoice(options, step), async (server) => {
    const name = server.databaseName('lint');
    const ownerUrl = await createEmptyDatabase(server, name);
    return lint({
      project: project(),
      files,
      database: { ownerUrl, adminUrl: server.adminUrl(name) },
      isDraft: ({ path }) => !landed.has(basename(path)),
      all: options.flag('all'),
      report: step,
    });
  });
  if (options.flag('write-baseline')) return keep(result, options.text('reason'));
  const report = {
    about: `${count(files.length, 'migration')}, their schema and config.toml`,
    elsewhere: 'the schema',
    facts: { blind: result.blind },
    ...result,
  };
  process.stdout.write(
    printed('lint', [report], format, (id) => {
      const rule = rules.get(id);
      return { says: rule?.says ?? id, help: rule?.wayOut ?? '' };
    }),
  );
  for (const sentence of result.blind) say(`? could not look: ${sentence}\n`);
  if (result.blind.length > 0 && options.flag('strict')) return 3;
  return faultsIn([report]) === 0 ? 0 : 1;
});

function requireRule(id: string) {
  const rule = rules.get(id);
  if (rule) return rule;
  const like = nearest([...rules.keys()], id);
  throw new UsageError(`There is no rule "${id}".`, {
    next: like === undefined ? 'docs/lint.md lists them.' : `Is it ${like}?`,
  });
}

/**
 * Writes the baseline: its old entries that are still found, and all findings that nobody allowed,
 * except notes.
 */
async function keep({ findings, stale, blind }: Lint, reason: string | undefined): Promise<number> {
  if (blind.length > 0) {
    throw new UsageError(`Not everything could be checked: ${blind.join('; ')}`, {
      next: 'A partial baseline would hide the rest. Fix this first.',
    });
  }
  const gone = new Set(stale.map(keyOf));
  const kept = (await readBaseline(project())).filter((entry) => !gone.has(keyOf(entry)));
  const open = new Map(
    findings
      .filter(({ rule, level, allowed }) => {
        return allowed === undefined && level !== 'note' && rule !== 'baseline-stale';
      })
      .map(({ rule, object, changedBy }) => {
        const entry = { rule, object, ...(changedBy === undefined ? {} : { file: changedBy }) };
        return [keyOf(entry), entry];
      }),
  );
  if (open.size > 0 && reason === undefined) {
    throw new UsageError(`${count(open.size, 'finding')} would be new in the baseline.`, {
      next: 'Give a reason: --write-baseline --reason="…". You can edit it for each entry.',
    });
  }
  const added = Array.from(open.values(), (entry) => ({ ...entry, reason: reason ?? '' }));
  await writeBaseline(project(), [...kept, ...added]);
  say(`✔ ${count(added.length, 'entry')} added, ${gone.size} taken out\n`);
  return 0;
}
