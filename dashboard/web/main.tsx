import '@fontsource-variable/geist/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/views.css';
import './styles/phone.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { ZoneChoice } from './parts/zone.js';

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 2_000, refetchOnWindowFocus: false } },
});

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element with the id "page"');
createRoot(page).render(
  <QueryClientProvider client={queries}>
    <ZoneChoice>
      <App />
    </ZoneChoice>
  </QueryClientProvider>,
);
