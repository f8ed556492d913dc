// The merchant's console: a table of contents.
import { partyRooms } from '../frame/party/rooms';
import type { Room } from '../frame/room';

export const rooms: readonly Room[] = [
  { path: '/orders', name: { zh: '订单', en: 'Orders' }, icon: 'orders', scope: 'orders:read', full: true, page: () => import('./orders/Orders') },
  { path: '/import', name: { zh: '导入', en: 'Import' }, icon: 'import', scope: 'orders:write', page: () => import('./import/Import') },
  { path: '/bindings', name: { zh: '厂家', en: 'Factories' }, icon: 'factory', scope: 'bindings:read', page: () => import('./factories/Factories') },
  { path: '/products', name: { zh: '商品', en: 'Products' }, icon: 'parcel', scope: 'orders:read', full: true, page: () => import('./products/Products') },
  { path: '/own', name: { zh: '自己发货', en: 'Own packing' }, icon: 'ship', scope: 'fulfil:read', full: true, page: () => import('./own/Own') },
  { path: '/waybills', name: { zh: '面单账户', en: 'Accounts' }, icon: 'money', scope: 'accounts:read', page: () => import('../frame/party/waybills/Accounts') },
  { path: '/jobs', name: { zh: '任务', en: 'Jobs' }, icon: 'jobs', scope: 'orders:read', full: true, page: () => import('../frame/party/jobs/Jobs') },
  { path: '/labels', name: { zh: '面单模板', en: 'Labels' }, icon: 'waybill', foot: true, scope: 'fulfil:read', page: () => import('../frame/party/labels/Labels') },
  ...partyRooms,
];
