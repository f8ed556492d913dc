// The factory's and warehouse's console: a table of contents.
import { partyRooms } from '../frame/party/rooms';
import type { Room } from '../frame/room';

export const rooms: readonly Room[] = [
  ...partyRooms,
];
