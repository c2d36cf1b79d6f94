// What Nx calls for the targets that are commands, of a package or of a project of the workspace.
// It runs the command with the options as they were typed: `nx run <project>:reset --help` then
// shows the command's own options, which are in commands/<name>.schema.json. CommonJS, because Nx
// loads executors with the Node that runs Nx, and the commands need the workspace's own.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { nodeEnvironment, nodeParameters } = require('./node-command.cjs');

/**
 * @param {{ __unparsed__?: string[], check?: boolean }} options
 * @param {{
 *   root: string,
 *   projectName: string,
 *   target: { executor: string, options?: Record<string, unknown> },
 *   projectsConfigurations?: {
 *     projects: Record<string, { root?: string, targets?: Record<string, { executor?: string }> }>,
 *   },
 * }} context
 * @returns {Promise<{ success: boolean }>}
 */
module.exports = async function run(options, context) {
  const [project, name] = context.target.executor.split(':');
  const root = path.dirname(require.resolve(`${project}/package.json`));
  // a package was built, and has one program for all commands
  const source = path.join(root, 'src', 'commands', `${name}.ts`);
  const command = fs.existsSync(source)
    ? [...nodeParameters, source]
    : [path.join(root, 'lib/program.js'), name];
  const declared = Object.entries(context.target.options ?? {}).map(([option, value]) =>
    value === true ? `--${option}` : `--${option}=${String(value)}`,
  );
  const parameters = [...command, ...declared, ...(options.__unparsed__ ?? [])];
  const child = spawn('node', parameters, {
    stdio: 'inherit',
    cwd: projectFolder(context),
    // what the command says after Ctrl-C has to go past Nx: see say.ts
    env: {
      ...process.env,
      ...nodeEnvironment,
      PARAKEET_THROUGH_NX: '1',
      PARAKEET_TOOLS_PROJECT: toolsProject(context),
    },
  });
  // Ctrl-C reaches the command itself; this process waits for it to clean up
  const wait = () => undefined;
  process.on('SIGINT', wait).on('SIGTERM', wait);
  // Nx was killed, and cannot tell: what it started is not left behind
  process.once('disconnect', () => child.kill('SIGTERM'));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  return { success: code === 0 };
};

/** Where the command looks for the supabase folder: the project, if it has one of its own. */
function projectFolder({ root, projectName, projectsConfigurations }) {
  const folder = path.join(root, projectsConfigurations?.projects[projectName]?.root ?? '.');
  return fs.existsSync(path.join(folder, 'supabase')) ? folder : root;
}

/** The project that has the commands of schema-tools as targets: messages name them so. */
function toolsProject({ projectName, projectsConfigurations }) {
  const projects = Object.entries(projectsConfigurations?.projects ?? {});
  const found = projects
    .filter(([, { targets = {} }]) =>
      targets.reset?.executor?.startsWith('@parakeet/schema-tools:'),
    )
    .map(([name]) => name);
  return found.includes(projectName) ? projectName : (found[0] ?? projectName);
}
