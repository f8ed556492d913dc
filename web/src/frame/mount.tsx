// Starts a console: `mount('merchant', rooms)` is all that an entry says.
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, RouterProvider, type AnyRouter } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { Refused, problemOf } from '../api/problem';
import { tell } from '../kit/problems';
import { parseAddress, writeAddress } from './address';
import { giveStylesTheNonce, nonce } from './csp';
import './frame.css';
import { Broke } from './Broke';
import { Gate } from './Gate';
import { Lost } from './Lost';
import { notify, watchTab } from './notices';
import { prefs, useDark } from './prefs';
import type { Room, Side } from './room';
import { guardSession } from './session';
import { Shell } from './Shell';
import { antdTheme } from './theme';

function routes(side: Side, rooms: readonly Room[]): AnyRouter {
  const root = createRootRoute({ component: () => <Shell side={side} rooms={rooms} />, notFoundComponent: Lost, errorComponent: Broke });
  const first = rooms[0]?.path ?? '/';
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: first, replace: true });
    },
  });
  const pages = rooms.map((room) => createRoute({ getParentRoute: () => root, path: room.path, component: lazyRouteComponent(room.page) }));
  return createRouter({
    routeTree: root.addChildren([home, ...pages]),
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultPreload: 'intent',
    defaultErrorComponent: Broke,
    scrollRestoration: true,
  }) as AnyRouter;
}

/** A failed act is told at the foot of the screen unless its page tells it itself (`meta: { told: true }`). */
function client(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache(),
    mutationCache: new MutationCache({
      onError(error, _variables, _context, mutation) {
        if (!mutation.meta?.['told']) notify({ tone: 'bad', text: tell(problemOf(error)) });
      },
    }),
    defaultOptions: {
      // `always`: a LAN without the internet is no reason to wait, and a lost line is told by the calls themselves.
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (count, error) => count < 3 && !(error instanceof Refused && error.problem.status < 500),
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

function App({ side, rooms, queries }: { side: Side; rooms: readonly Room[]; queries: QueryClient }) {
  const { locale, density } = prefs.use();
  const dark = useDark();
  const router = useMemo(() => routes(side, rooms), [side, rooms]);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = dark ? 'dark' : 'light';
    root.dataset['density'] = density;
    root.lang = locale === 'zh' ? 'zh-CN' : 'en';
  }, [dark, density, locale]);
  return (
    <ConfigProvider csp={nonce ? { nonce } : {}} locale={locale === 'zh' ? zhCN : enUS} theme={antdTheme(dark)} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <Gate side={side}>
          <RouterProvider router={router} />
        </Gate>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

export function mount(side: Side, rooms: readonly Room[]): void {
  giveStylesTheNonce();
  const queries = client();
  guardSession(queries);
  watchTab();
  const at = document.getElementById('root');
  if (at) createRoot(at).render(<App side={side} rooms={rooms} queries={queries} />);
}
