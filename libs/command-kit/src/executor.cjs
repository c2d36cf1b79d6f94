// What Nx calls for the targets that are commands, of this project and of others. It runs src/commands/<name>.ts of the
// project with the options as they were typed: `nx run db-schema:reset --help` then shows the
// command's own options, which are in commands/<name>.schema.json. CommonJS, because Nx loads executors
// with the Node that runs Nx, and the commands need the workspace's own.
const { spawn } = require('node:child_process');
const path = require('node:path');
const { nodeEnvironment, nodeParameters } = require('./node-command.cjs');

/**
 * @param {{ __unparsed__?: string[], check?: boolean }} options
 * @param {{
 *   root: string,
 *   projectName: string,
 *   target: { executor: string, options?: Record<string, unknown> },
 *   projectsConfigurations?: { projects: Record<string, { targets?: Record<string, { executor?: string }> }> },
 * }} context
 * @returns {Promise<{ success: boolean }>}
 */
module.exports = async function run(options, context) {
  const [project, name] = context.target.executor.split(':');
  const root = path.dirname(require.resolve(`${project}/package.json`));
  const command = path.join(root, 'src', 'commands', `${name}.ts`);
  const declared = Object.entries(context.target.options ?? {}).map(([option, value]) =>
    value === true ? `--${option}` : `--${option}=${String(value)}`,
  );
  const parameters = [...nodeParameters, command, ...declared, ...(options.__unparsed__ ?? [])];
  const child = spawn('node', parameters, {
    stdio: 'inherit',
    cwd: context.root,
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

/** The project that has the commands of schema-tools as targets: messages name them so. */
function toolsProject({ projectName, projectsConfigurations }) {
  const projects = Object.entries(projectsConfigurations?.projects ?? {});
  const found = projects.find(([, { targets = {} }]) =>
    targets.reset?.executor?.startsWith('@parakeet/schema-tools:'),
  );
  return found?.[0] ?? projectName;
}
