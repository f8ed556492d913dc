// The operator's console.
import { mount } from '../frame/mount';
import { rooms } from './rooms';

mount('platform', rooms);
