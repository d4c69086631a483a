import './mantine-styles.ts';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider, loadLanguage } from './i18n/language.tsx';
import { SessionProvider } from './session/session.tsx';
import { ConsoleShell } from './shell/console-shell.tsx';
import { PAGES, pageAt } from './shell/pages.ts';
import { cssVariables, theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element "root"');
const language = loadLanguage();
// what the address will show, while it is still asked who reads it
(pageAt(location.pathname) ?? PAGES[0])?.fetchAhead();
await language;
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <LanguageProvider>
        <SessionProvider>
          <ConsoleShell />
        </SessionProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
