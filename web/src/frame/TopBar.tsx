// The bar above a page: for whom one acts, what the console can tell at a glance, and the person's own menu.
import { useMutation } from '@tanstack/react-query';
import { Dropdown, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { ok } from '../api/door';
import { Time } from '../kit/Time';
import { book } from './book';
import { paletteOpen } from './commands';
import { Icon } from './icons';
import { keySheet } from './KeySheet';
import { useGo } from './address';
import { useGoSafe } from './goSafe';
import { notices, seeAll, type Notice } from './notices';
import { prefs, setPref, useDark } from './prefs';
import type { Side } from './room';
import { common, leaveFor, useSession } from './session';
import { slots } from './slots';
import { useWords } from './words';

export function TopBar({ side }: { side: Side }) {
  const w = useWords(book);
  const { development } = useSession();
  const { locale, density } = prefs.use();
  const dark = useDark();
  const Extra = slots.use()[side];
  return (
    <header className="top">
      <PartySwitch side={side} />
      {development ? <span className="dev">{w('development')}</span> : null}
      <div className="top-right">
        {Extra ? <Extra /> : null}
        <button type="button" className="find" onClick={() => paletteOpen.set(true)}><Icon name="search" size={16} /><span>{w('search')}</span><kbd>Ctrl K</kbd></button>
        <Tool name={density === 'roomy' ? 'rows' : 'rowsRoomy'} word={w(density === 'roomy' ? 'tight' : 'roomy')} run={() => setPref('density', density === 'roomy' ? 'tight' : 'roomy')} />
        <Tool name={dark ? 'sun' : 'moon'} word={w(dark ? 'toLight' : 'toDark')} run={() => setPref('theme', dark ? 'light' : 'dark')} />
        <Tool name="keyboard" word={w('keys')} run={() => keySheet.set(true)} />
        <Bell />
        <button type="button" className="tool" lang={locale === 'zh' ? 'en' : 'zh-CN'} onClick={() => setPref('locale', locale === 'zh' ? 'en' : 'zh')}>{locale === 'zh' ? 'EN' : '中'}</button>
        <PersonMenu />
      </div>
    </header>
  );
}

function Tool({ name, word, run }: { name: Parameters<typeof Icon>[0]['name']; word: string; run(): void }) {
  return <Tooltip title={word}><button type="button" className="tool" aria-label={word} onClick={run}><Icon name={name} size={18} /></button></Tooltip>;
}

function PartySwitch({ side }: { side: Side }) {
  const w = useWords(book);
  const session = useSession();
  const choose = useMutation({
    mutationFn: (party: string) => ok(common.PUT('/v1/session/party', { body: { party } })),
    onSuccess: (next) => leaveFor(next.party ?? null),
  });
  const party = session.parties.find((each) => each.party === session.party);
  const name = party?.name ?? w(side);
  if (session.parties.length < 2) return <strong className="party">{name}</strong>;
  const items = session.parties.map((each) => ({ key: each.party, label: each.name }));
  return (
    <Dropdown trigger={['click']} menu={{ items, selectedKeys: session.party ? [session.party] : [], onClick: ({ key }) => choose.mutate(key) }}>
      <button type="button" className="party party-many" aria-label={`${w('parties')}: ${name}`}><strong>{name}</strong><Icon name="down" size={14} /></button>
    </Dropdown>
  );
}

function PersonMenu() {
  const w = useWords(book);
  const session = useSession();
  const go = useGo();
  const out = useMutation({
    mutationFn: () => ok(common.DELETE('/v1/session')),
    onSuccess: () => leaveFor(null),
  });
  const items = [
    { key: 'who', disabled: true, label: <span className="who"><strong>{session.name}</strong><span>{session.mail}</span>{session.role ? <span>{w(session.role)}</span> : null}</span> },
    { type: 'divider' as const },
    { key: 'account', label: w('account') },
    { key: 'out', label: w('signOut') },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => (key === 'out' ? out.mutate() : go('/settings')) }}>
      <button type="button" className="me" aria-label={`${w('account')}: ${session.name}`}>{[...session.name][0] ?? '·'}</button>
    </Dropdown>
  );
}

function Bell() {
  const w = useWords(book);
  const all = notices.use();
  const [open, setOpen] = useState(false);
  const unseen = all.filter((notice) => !notice.seen).length;
  const change = (next: boolean) => { setOpen(next); if (!next) seeAll(); };
  return (
    <Popover open={open} onOpenChange={change} trigger="click" placement="bottomRight" content={<NoticeList all={all} leave={() => change(false)} />}>
      <button type="button" className="tool" aria-label={unseen > 0 ? `${w('notices')} ${unseen > 9 ? '9+' : unseen}` : w('notices')}>
        <Icon name="bell" size={18} />
        {unseen > 0 ? <span className="bubble">{unseen > 9 ? '9+' : unseen}</span> : null}
      </button>
    </Popover>
  );
}

function NoticeList({ all, leave }: { all: readonly Notice[]; leave(): void }) {
  const w = useWords(book);
  const go = useGoSafe();
  const { side } = useSession();
  if (all.length === 0) return <div className="notice-none"><strong>{w('noNotices')}</strong><span>{w(`none_${side}`)}</span></div>;
  return (
    <ul className="notices">
      {all.map((notice) => (
        <li key={notice.id} className={`notice ${notice.tone}`}>
          {notice.to ? <button type="button" onClick={() => { leave(); go(notice.to ?? '/'); }}>{notice.text}</button> : <span>{notice.text}</span>}
          <Time at={new Date(notice.at).toISOString()} ago />
        </li>
      ))}
    </ul>
  );
}
