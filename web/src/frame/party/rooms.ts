// Rooms every console has: people, software, settings. A console spreads them at the end of its own.
import type { Room } from '../room';

export const partyRooms: readonly Room[] = [
  { path: '/people', name: { zh: '人员', en: 'People' }, icon: 'people', scope: 'people', foot: true, page: () => import('./People') },
  { path: '/machines', name: { zh: '接口', en: 'API' }, icon: 'code', scope: 'machines', foot: true, page: () => import('./Machines') },
  { path: '/settings', name: { zh: '设置', en: 'Settings' }, icon: 'settings', foot: true, page: () => import('./Settings') },
];
