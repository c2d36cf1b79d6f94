import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { projectClient } from './project.ts';
import { register } from './service-worker.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
const client = projectClient();
createRoot(root).render(
  <StrictMode>
    {typeof client === 'string' ? (
      <main className="alone">
        <h1>Parakeet has no project</h1>
        <p>{client}</p>
      </main>
    ) : (
      <App client={client} />
    )}
  </StrictMode>,
);
void register();
