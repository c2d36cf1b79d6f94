import { builtApp, firstLoad, firstLoadLimit, lazyChunks } from './first-load.ts';

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const files = await firstLoad(builtApp);
const total = files.reduce((sum, { gzipped }) => sum + gzipped, 0);
const lines = [
  ...files.map(({ file, gzipped }) => `  ${kb(gzipped).padStart(9)}  ${file}`),
  `  ${kb(total).padStart(9)}  first load, gzipped; at most ${kb(firstLoadLimit)}`,
  '',
  ...(await lazyChunks(builtApp)).map(
    ({ file, gzipped }) => `  ${kb(gzipped).padStart(9)}  ${file}, when needed`,
  ),
];
process.stdout.write(`\n${lines.join('\n')}\n`);
if (total > firstLoadLimit) {
  process.stderr.write(
    `The first load is ${kb(total - firstLoadLimit)} too heavy: load what is not on the first screen when it is needed (lazy in src/app.tsx).\n`,
  );
  process.exitCode = 1;
}
