import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connectToProject } from './project.ts';
import { register } from './service-worker.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
const connection = connectToProject();
createRoot(root).render(
  <StrictMode>
    {typeof connection === 'string' ? (
      <main className="alone">
        <h1>Parakeet has no project</h1>
        <p>{connection}</p>
      </main>
    ) : (
      <App connection={connection} />
    )}
  </StrictMode>,
);
void register();
