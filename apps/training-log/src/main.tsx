import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { remembered, type Connection } from './data/index.ts';
import { firstPaint } from './first-paint.ts';
import { openFirst } from './first-store.ts';
import { connectToProject } from './project.ts';
import { register } from './service-worker.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
const page = createRoot(root);
const lifter = remembered();
// a lifter first sees the rows of this device; supabase-js loads after that
const connection = connectToProject(lifter === undefined ? Promise.resolve() : firstPaint);

async function start(to: Connection): Promise<void> {
  // until then the page has the frame; an error shows again where the app opens it
  if (lifter !== undefined) await openFirst(to, lifter.id).catch(() => undefined);
  page.render(
    <StrictMode>
      <App connection={to} />
    </StrictMode>,
  );
}

if (typeof connection === 'string') {
  page.render(
    <main className="alone">
      <h1>Parakeet has no project</h1>
      <p>{connection}</p>
    </main>,
  );
} else void start(connection);
void firstPaint.then(register);
