import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { ExplorerPage } from './explorer-page.tsx';

const root = document.getElementById('explorer');
if (!root) throw new Error('index.html has no #explorer');
createRoot(root).render(<ExplorerPage />);
