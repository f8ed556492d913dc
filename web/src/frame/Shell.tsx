// The console around a page: side navigation, top bar, and what floats above.
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { Empty } from '../kit/Empty';
import { book } from './book';
import { paletteOpen } from './commands';
import { Icon, Logo } from './icons';
import { useKeys } from './keys';
import { KeySheet, keySheet } from './KeySheet';
import { useStream } from './live';
import { nameTab } from './notices';
import { Palette } from './Palette';
import { prefs } from './prefs';
import type { Room, Side } from './room';
import { online, useMay } from './session';
import { TopBar } from './TopBar';
import { useWords } from './words';

export function Shell({ side, rooms }: { side: Side; rooms: readonly Room[] }) {
  const w = useWords(book);
  const may = useMay();
  const { locale } = prefs.use();
  const there = online.use();
  const { pathname } = useLocation();
  const seen = rooms.filter((room) => !room.scope || may(room.scope));
  const room = rooms.find((each) => pathname === each.path || pathname.startsWith(`${each.path}/`));
  const barred = room && !seen.includes(room);
  const name = room?.name[locale] ?? w(side);
  useStream();
  useEffect(() => nameTab(`${name} · Sealship`), [name]);
  useKeys([
    { keys: 'Ctrl+K', does: w('palette'), typing: true, run: () => paletteOpen.set(true) },
    { keys: '?', does: w('help'), run: () => keySheet.set(true) },
  ]);
  return (
    <div className="shell">
      <a className="skip" href="#page">{w('skip')}</a>
      <nav className="side" aria-label={w('nav')}>
        <Link to="/" className="side-logo" aria-label="Sealship"><Logo /></Link>
        <ul>{seen.filter((each) => each.nav !== false && !each.foot).map((each) => <NavItem key={each.path} room={each} />)}</ul>
        <ul className="side-foot">{seen.filter((each) => each.nav !== false && each.foot).map((each) => <NavItem key={each.path} room={each} />)}</ul>
      </nav>
      <div className="hall">
        <TopBar side={side} />
        {there ? null : <p className="away" role="status"><Icon name="alert" size={16} />{w('away')}</p>}
        <main id="page" className={room?.full ? 'page page-full' : 'page'} tabIndex={-1} aria-label={name}>
          {barred ? <Empty icon="lock" title={w('noPermission')} why={w('noPermissionWhy')} /> : <Suspense fallback={<div className="blank" aria-busy="true" />}><Outlet /></Suspense>}
        </main>
      </div>
      <Palette rooms={seen} />
      <KeySheet />
    </div>
  );
}

function NavItem({ room }: { room: Room }) {
  const { locale } = prefs.use();
  return (
    <li>
      <Link to={room.path} className="nav-item" activeProps={{ className: 'nav-item active', 'aria-current': 'page' }}>
        <Icon name={room.icon} />
        <span>{room.name[locale]}</span>
      </Link>
    </li>
  );
}
