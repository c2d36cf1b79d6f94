import { fileURLToPath } from 'node:url';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { runnerImport } from 'vite';
import { Router } from 'wouter';
import type * as opening from '../src/parts/opening.tsx';
import { ofPath } from './first-screens.ts';

const source = fileURLToPath(new URL('../src/parts/opening.tsx', import.meta.url));

/**
 * The frames for a signed-in lifter before the app has loaded, as templates for the
 * page. The first one is for any address, the others for the address that is their id.
 */
export async function firstFrames(): Promise<string> {
  const { module } = await runnerImport<typeof opening>(source, { configFile: false });
  const frame = createElement(module.Frame, { children: createElement(module.Opening) });
  const frameAt = (path: string) =>
    renderToStaticMarkup(createElement(Router, { ssrPath: path, children: frame }));
  const ofAddress = Object.keys(ofPath).map(
    (path) => `<template id="${path}">${frameAt(path)}</template>`,
  );
  return [`<template>${frameAt('/elsewhere')}</template>`, ...ofAddress].join('\n');
}
