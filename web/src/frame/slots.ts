// Places in the frame that a console fills itself: what stands in the top bar (quota ring, state of the print agent).
import type { ComponentType } from 'react';
import type { Side } from './room';
import { store } from './store';

export const slots = store<Partial<Record<Side, ComponentType>>>({});
