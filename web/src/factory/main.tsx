// The factory's and warehouse's console.
import { mount } from '../frame/mount';
import { rooms } from './rooms';

mount('factory', rooms);
