// The merchant's console.
import { mount } from '../frame/mount';
import { rooms } from './rooms';

mount('merchant', rooms);
