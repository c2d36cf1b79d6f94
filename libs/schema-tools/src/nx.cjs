// The plugin for Nx: each supabase folder of a workspace gets the commands as targets. CommonJS,
// because Nx loads plugins with the Node that runs Nx.
const fs = require('node:fs');
const path = require('node:path');

const schemaEnding = '.schema.json';

/** The commands that are targets, with their schemas. The first one makes a project, so it is none. */
function readCommands() {
  const folder = path.join(__dirname, 'commands');
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(schemaEnding) && file !== `init${schemaEnding}`)
    .map((file) => ({
      name: file.slice(0, -schemaEnding.length),
      schema: JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')),
    }));
}

/** What the tools and the Supabase CLI keep for themselves. */
const notes = ['.parakeet', 'supabase/.temp', 'supabase/.branches'];

/** The name of a config, if a folder has one. */
function configOf(folder) {
  return fs.readdirSync(folder).find((file) => /^schema-tools\.config\.m?[jt]s$/.test(file));
}

/** What a config names outside its project, such as contracts of another one: its folders. */
function foldersElsewhere(root, workspaceRoot) {
  const folder = path.join(workspaceRoot, root);
  const config = configOf(folder);
  if (config === undefined) return [];
  const text = fs.readFileSync(path.join(folder, config), 'utf8');
  return [...text.matchAll(/['"](\.\.\/[^'"]+)['"]/g)]
    .map(([, named]) => path.resolve(folder, named))
    .map((found) => (path.extname(found) === '' ? found : path.dirname(found)))
    .map((found) => path.relative(workspaceRoot, found))
    .filter((found) => !found.startsWith('..'))
    .map((found) => `{workspaceRoot}/${found.split(path.sep).join('/')}/**/*`);
}

/** Commands that are cached without `check`, since all that they change is what they write there. */
const looks = {
  docs: ['{projectRoot}/.parakeet/docs', '{projectRoot}/{options.out}'],
  lint: ['{projectRoot}/supabase/lint-baseline.json'],
};

/** The targets of a project. What only compares is cached; the others act, each time. */
function targetsOf(commands, root, { workspaceRoot, nxJsonConfiguration = {} }) {
  const base = nxJsonConfiguration.defaultBase ?? 'main';
  const inputs = [
    'default',
    '^default',
    ...notes.map((folder) => `!{projectRoot}/${folder}/**/*`),
    ...foldersElsewhere(root, workspaceRoot),
    // the style of what is generated
    '{workspaceRoot}/.oxfmtrc.json*',
    { env: 'PARAKEET_DB_ENGINE' },
    // a migration that has landed there may not change
    { runtime: `git rev-parse origin/${base} ${base} || true` },
  ];
  const targets = {};
  for (const { name, schema } of commands) {
    const executor = `@parakeet/schema-tools:${name}`;
    const metadata = { technologies: ['supabase'], description: schema.description };
    // not even `serve` is called continuous: Nx hides the failure of such a target
    const outputs = looks[name];
    const cached = outputs === undefined ? {} : { cache: true, inputs, outputs };
    targets[name] = { executor, metadata, ...cached };
    if (!('check' in schema.properties)) continue;
    const options = { check: true };
    targets[`${name}-check`] = { executor, metadata, options, cache: true, inputs, outputs: [] };
  }
  return targets;
}

function projectOf(commands, file, context) {
  const root = path.dirname(path.dirname(file));
  const folder = path.join(context.workspaceRoot, root);
  const hasName = ['project.json', 'package.json'].some((one) =>
    fs.existsSync(path.join(folder, one)),
  );
  const targets = targetsOf(commands, root, context);
  return { ...(hasName ? {} : { name: path.basename(folder) }), root, targets };
}

const createNodes = [
  '**/supabase/config.toml',
  (files, _, context) => {
    const commands = readCommands();
    return files.map((file) => {
      const project = projectOf(commands, file, context);
      return [file, { projects: { [project.root]: project } }];
    });
  },
];

exports.name = '@parakeet/schema-tools/nx';
exports.createNodes = createNodes;
// the name of the same before Nx 23
exports.createNodesV2 = createNodes;
