import { createElement, StrictMode, useEffect, useRef, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { AppProps } from './app.js';

function Article({ backend, heard }: AppProps): ReactElement {
  const [count, setCount] = useState(0);
  const [isShown, setShown] = useState(true);
  const thread = useRef<HTMLElement>(null);
  useEffect(() => {
    const hear = ({ type }: Event): void => heard(type);
    const at = thread.current;
    at?.addEventListener('palabre-load', hear);
    return () => at?.removeEventListener('palabre-load', hear);
  }, [isShown, heard]);
  return createElement(
    'main',
    null,
    createElement('button', { onClick: () => setCount(count + 1) }, `Again ${count}`),
    createElement('button', { onClick: () => setShown(!isShown) }, 'Toggle'),
    isShown &&
      createElement(
        'palabre-thread',
        { ref: thread, backend, thread: 'k', loading: 'eager', lang: 'en', 'page-size': 30 },
        createElement('p', { slot: 'footer' }, `Footer ${count}`),
      ),
  );
}

export function start(props: AppProps, place: HTMLElement): void {
  createRoot(place).render(createElement(StrictMode, null, createElement(Article, props)));
}
