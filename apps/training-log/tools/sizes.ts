import { builtApp, firstLoad, firstLoadLimit, lazyChunks, weightOf, whos } from './first-load.ts';

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const line = (bytes: number, what: string) => `  ${kb(bytes).padStart(9)}  ${what}`;
const lines: string[] = [];
for (const who of whos) {
  const files = await firstLoad(builtApp, who);
  const total = weightOf(files);
  lines.push(...files.map(({ file, gzipped }) => line(gzipped, file)));
  lines.push(line(total, `first load, if ${who}; gzipped, at most ${kb(firstLoadLimit)}`), '');
  if (total > firstLoadLimit) {
    process.stderr.write(
      `If ${who}, the first load is ${kb(total - firstLoadLimit)} too heavy. ` +
        'Load what the first screen does not need with lazy, as src/screens.ts does.\n',
    );
    process.exitCode = 1;
  }
}
const lazy = await lazyChunks(builtApp);
lines.push(...lazy.map(({ file, gzipped }) => line(gzipped, `${file}, when needed`)));
process.stdout.write(`\n${lines.join('\n')}\n`);
