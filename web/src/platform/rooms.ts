// The operator's console: a table of contents.
import { partyRooms } from '../frame/party/rooms';
import type { Room } from '../frame/room';

export const rooms: readonly Room[] = [
  { path: '/overview', name: { zh: '概览', en: 'Overview' }, icon: 'chart', scope: 'platform:read', page: () => import('./overview/Overview') },
  { path: '/parties', name: { zh: '主体', en: 'Parties' }, icon: 'tenant', scope: 'platform:read', full: true, page: () => import('./parties/Parties') },
  { path: '/accounts', name: { zh: '面单', en: 'Waybills' }, icon: 'money', scope: 'platform:read', full: true, page: () => import('./accounts/Accounts') },
  { path: '/jobs', name: { zh: '任务', en: 'Jobs' }, icon: 'jobs', scope: 'platform:read', full: true, page: () => import('./jobs/Jobs') },
  { path: '/mails', name: { zh: '邮件', en: 'Mail' }, icon: 'mail', scope: 'platform:read', full: true, page: () => import('./mails/Mails') },
  { path: '/carriers', name: { zh: '快递', en: 'Carriers' }, icon: 'truck', scope: 'platform:read', page: () => import('./carriers/Carriers') },
  { path: '/rules', name: { zh: '规则', en: 'Rules' }, icon: 'accept', scope: 'platform:read', foot: true, page: () => import('./rules/Rules') },
  ...partyRooms,
];
