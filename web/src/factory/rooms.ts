// The factory's and warehouse's console: a table of contents.
import { partyRooms } from '../frame/party/rooms';
import type { Room } from '../frame/room';

export const rooms: readonly Room[] = [
  { path: '/today', name: { zh: '今日', en: 'Today' }, icon: 'today', scope: 'fulfil:read', page: () => import('./today/Today') },
  { path: '/work', name: { zh: '代发单', en: 'Orders' }, icon: 'orders', scope: 'fulfil:read', full: true, page: () => import('./work/Work') },
  { path: '/print', name: { zh: '打印', en: 'Print' }, icon: 'print', scope: 'print', full: true, page: () => import('./print/Print') },
  { path: '/scan', name: { zh: '验货', en: 'Verify' }, icon: 'scan', scope: 'fulfil:read', full: true, page: () => import('./scan/Scan') },
  { path: '/ship', name: { zh: '发货', en: 'Ship' }, icon: 'ship', scope: 'fulfil:read', full: true, page: () => import('./ship/Ship') },
  { path: '/recalls', name: { zh: '撤回申请', en: 'Recalls' }, icon: 'undo', scope: 'fulfil:read', page: () => import('./recalls/Recalls') },
  { path: '/waybills', name: { zh: '面单账户', en: 'Accounts' }, icon: 'money', scope: 'accounts:read', page: () => import('../frame/party/waybills/Accounts') },
  { path: '/bindings', name: { zh: '商家', en: 'Merchants' }, icon: 'tenant', scope: 'bindings:read', page: () => import('./merchants/Merchants') },
  { path: '/labels', name: { zh: '面单模板', en: 'Labels' }, icon: 'waybill', foot: true, scope: 'fulfil:read', page: () => import('./labels/Labels') },
  { path: '/printers', name: { zh: '打印机', en: 'Printers' }, icon: 'printer', foot: true, scope: 'fulfil:read', page: () => import('./print/Printers') },
  { path: '/jobs', name: { zh: '任务', en: 'Jobs' }, icon: 'jobs', scope: 'fulfil:read', full: true, page: () => import('../frame/party/jobs/Jobs') },
  ...partyRooms,
];
