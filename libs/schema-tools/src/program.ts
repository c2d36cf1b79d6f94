#!/usr/bin/env node
// It has no static imports, because an older Node would stop at the first missing export.

/** The first version with TypeScript and resolution hooks, as in `engines` of the package. */
const oldest = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
  await import('./run-program.ts');
} else {
  process.stderr.write(
    `✘ schema-tools needs Node ${oldest.join('.')} or newer. This is Node ${process.versions.node}.\n\n` +
      'Install a newer one, or put it first on the PATH.\n',
  );
  process.exitCode = 1;
}
