// The factory's and warehouse's console.
import { mount } from '../frame/mount';
import { slots } from '../frame/slots';
import { AgentLamp } from './print/Lamp';
import { rooms } from './rooms';
import { Watch } from './Watch';

slots.set({ factory: () => <><AgentLamp /><Watch /></> });
mount('factory', rooms);
