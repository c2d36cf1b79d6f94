import { readdirSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { say, table, type CommandSchema } from '@parakeet/command-kit';

// as for commands that Nx starts: see node-command.cjs
setFlagsFromString('--liftoff-only');
enableCompileCache();

/** Where commands are. */
const folder = new URL('commands/', import.meta.url);

const schemaEnding = '.schema.json';

/** The schemas of the commands, by their names. */
function readCommands(): Map<string, CommandSchema & { readonly module: URL }> {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith(schemaEnding))
    .map((file) => {
      const name = file.slice(0, -schemaEnding.length);
      const schema = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as CommandSchema;
      const module = new URL(`${name}${extname(import.meta.url)}`, folder);
      return [name, { ...schema, module }] as const;
    });
  return new Map(found.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The commands, each with the first sentence of its description. */
function help(commands: ReturnType<typeof readCommands>): string {
  const rows = Array.from(
    commands,
    ([name, { description }]) => [name, description.split(/(?<=\.) /)[0] ?? ''] as const,
  );
  return (
    'schema-tools <command> [options]\n\n' +
    'Tools for a supabase folder: a local database, types, contracts, and the way to production.\n\n' +
    `${table(rows)}\n` +
    'schema-tools <command> --help shows the options of a command, schema-tools --version the version.\n'
  );
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const [, , name] = process.argv;
const commands = readCommands();
const command = name === undefined ? undefined : commands.get(name);
if (command !== undefined) {
  // the command reads its options from where it would find them without us
  process.argv.splice(2, 1);
  await import(command.module.href);
} else if (name === '--version') {
  process.stdout.write(`${version()}\n`);
} else if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
  process.stdout.write(help(commands));
} else {
  const { nearest } = await import('@parakeet/local-supabase');
  const like = nearest([...commands.keys()], name);
  say(`✘ There is no command "${name}".\n\n`);
  say(
    like === undefined
      ? 'schema-tools --help lists them.\n'
      : `Is it \`schema-tools ${like}\`? schema-tools --help lists them.\n`,
  );
  process.exitCode = 2;
}
