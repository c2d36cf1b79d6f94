// Prints what the package weighs: as it is downloaded, and in an app's bundle.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { bundle, packageDirectory } from './bundle.ts';

interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

async function size(text: string, external: string[]): Promise<Size> {
  const { code } = await bundle(text, { minify: true, external });
  return { minified: Buffer.byteLength(code), gzipped: gzipSync(code).length };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

function row(name: string, { minified, gzipped }: Size): void {
  process.stdout.write(`${name.padEnd(44)}${kilobytes(minified)}${kilobytes(gzipped)}\n`);
}

const { stdout } = await promisify(execFile)(
  'npm',
  ['pack', '--dry-run', '--json', '--loglevel=error'],
  { cwd: packageDirectory },
);
const [packed] = JSON.parse(stdout) as [
  { readonly id: string; readonly entryCount: number; size: number; unpackedSize: number },
];
process.stdout.write(
  `${packed.id}: ${packed.entryCount} files,${kilobytes(packed.size)} packed,${kilobytes(packed.unpackedSize)} unpacked\n`,
);

process.stdout.write(`${"in an app's bundle, without Zod".padEnd(44)}  minified   gzipped\n`);
const one = "export { ActualSets } from '@parakeet/db-types';";
row('one contract (ActualSets)', await size(one, ['zod']));
row(
  'and with what reads and changes it tolerantly',
  await size("export { ActualSets, changeDocument, readRow } from '@parakeet/db-types';", ['zod']),
);
row(
  "one table's row (SessionLogsRow)",
  await size("export { SessionLogsRow } from '@parakeet/db-types';", ['zod']),
);
row('everything', await size("export * from '@parakeet/db-types';", ['zod']));
const [alone, withZod] = [await size(one, ['zod']), await size(one, [])];
row('and Zod, for one contract', {
  minified: withZod.minified - alone.minified,
  gzipped: withZod.gzipped - alone.gzipped,
});
