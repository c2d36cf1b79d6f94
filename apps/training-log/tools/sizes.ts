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
    `The first load is ${kb(total - firstLoadLimit)} too heavy. ` +
      'Load what the first screen does not need with lazy, as src/screens.ts does.\n',
  );
  process.exitCode = 1;
}
