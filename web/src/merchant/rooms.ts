// The merchant's console: a table of contents.
import { partyRooms } from '../frame/party/rooms';
import type { Room } from '../frame/room';

export const rooms: readonly Room[] = [
  { path: '/orders', name: { zh: '订单', en: 'Orders' }, icon: 'orders', scope: 'orders:read', full: true, page: () => import('./orders/Orders') },
  ...partyRooms,
];
