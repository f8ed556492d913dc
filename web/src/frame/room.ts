// A room: one page of a console, named in its table of contents (merchant/rooms.ts and its neighbours).
import type { ComponentType } from 'react';
import type { IconName } from './icons';

export interface Room {
  /** Its address, e.g. `/orders`; letters link to some of these. */
  path: string;
  /** Its name in both languages. */
  name: { zh: string; en: string };
  icon: IconName;
  /** Loaded when first visited: `() => import('./orders/Orders')`, a module whose default is the page. */
  page: () => Promise<{ default: ComponentType }>;
  /** Not in the side navigation (reached from elsewhere) when false. */
  nav?: boolean;
  /** The scope a person needs to see it at all. */
  scope?: string;
  /** At the foot of the navigation instead of the top. */
  foot?: boolean;
  /** The page fills the screen below the top bar and scrolls inside itself (lists), rather than as a document. */
  full?: boolean;
}

export type Side = 'merchant' | 'factory' | 'platform';
