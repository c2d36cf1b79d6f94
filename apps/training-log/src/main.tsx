import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Away } from './errors/refusal.ts';
import { projectClient } from './project.ts';
import './styles/index.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // whether the phone is online says little of whether the server answers: ask it
      networkMode: 'always',
      retry: (_count, error) => error instanceof Away,
      retryDelay: (count) => Math.min(1000 * 2 ** count, 8000),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

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
      <QueryClientProvider client={queries}>
        <App client={client} />
      </QueryClientProvider>
    )}
  </StrictMode>,
);
