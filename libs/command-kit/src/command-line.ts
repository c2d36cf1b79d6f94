/**
 * The command line for a command of this project: through Nx if that has it as a target, otherwise
 * through the program.
 *
 * @param name `reset`, or a target with its project, `shop:build`
 */
export function commandLine(name: string): string {
  if (name.includes(':')) return `npx nx run ${name}`;
  const project = process.env['PARAKEET_TOOLS_PROJECT'];
  return project === undefined ? `npx schema-tools ${name}` : `npx nx run ${project}:${name}`;
}
