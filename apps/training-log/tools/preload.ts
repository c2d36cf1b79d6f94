import type { Plugin } from 'vite';
import { firstFrames } from './first-frames.ts';
import { ofLifter, ofNobody, ofPath } from './first-screens.ts';

interface Chunk {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly moduleIds: readonly string[];
}

/**
 * Has the page load what its screen will ask for beside the entry, and not after it. Which screen
 * that is depends on the address, and on whether somebody is signed in (`src/data/account.ts`).
 */
export function preloadFirstScreen(): Plugin {
  return {
    name: 'parakeet-preload',
    transformIndexHtml: {
      order: 'post',
      async handler(page, { bundle }) {
        if (bundle === undefined) return page;
        const styles: string[] = [];
        const chunks = new Map<string, Chunk>();
        for (const [name, one] of Object.entries(bundle)) {
          if (one.type === 'chunk') {
            chunks.set(name, one);
            // they are in the page: no screen has to load them again
            one.viteMetadata?.importedCss.clear();
          } else if (one.fileName.endsWith('.css')) {
            styles.push(String(one.source));
            Reflect.deleteProperty(bundle, name);
          }
        }
        const filesOf = (sources: readonly string[]) => {
          const files = new Set<string>();
          const follow = (name: string) => {
            if (files.has(name)) return;
            files.add(name);
            chunks.get(name)?.imports.forEach(follow);
          };
          for (const source of sources) {
            const found = [...chunks.values()].find(({ moduleIds }) =>
              moduleIds.some((id) => id.endsWith(source)),
            );
            if (found === undefined) throw new Error(`no chunk of the build is ${source}`);
            follow(found.fileName);
          }
          return [...files].map((file) => `/${file}`);
        };
        const paths = Object.fromEntries(
          Object.entries(ofPath).map(([path, sources]) => [path, filesOf(sources)]),
        );
        const script = `{
  const lifter = localStorage.getItem('parakeet.lifter');
  const screens = ${JSON.stringify(paths)};
  const ofLifter = ${JSON.stringify(filesOf(ofLifter))};
  const ofNobody = ${JSON.stringify(filesOf(ofNobody))};
  const files = lifter ? [...ofLifter, ...(screens[location.pathname] ?? [])] : ofNobody;
  for (const href of new Set(files)) {
    const link = document.createElement('link');
    document.head.append(Object.assign(link, { rel: 'modulepreload', href }));
  }
}`;
        // 5 kB: they come with the page, not after it
        const styled = page.replace(
          /<link rel="stylesheet"[^>]*>/,
          () => `<style>${styles.join('')}</style>`,
        );
        const frames = await firstFrames();
        const html = styled.replace('<body>', () => `<body>\n${frames}`);
        return { html, tags: [{ tag: 'script', children: script, injectTo: 'head' }] };
      },
    },
  };
}
