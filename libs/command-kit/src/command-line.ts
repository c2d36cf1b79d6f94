/**
 * How a person calls a command of this project: through Nx where that has it as a target, or else
 * by the program.
 *
 * @param name `reset`; with a project before it, `shop:build`, it is that target
 */
export function commandLine(name: string): string {
  if (name.includes(':')) return `npx nx run ${name}`;
  const project = process.env['PARAKEET_TOOLS_PROJECT'];
  return project === undefined ? `npx schema-tools ${name}` : `npx nx run ${project}:${name}`;
}
