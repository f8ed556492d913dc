// The operator's console.
import { mount } from '../frame/mount';
import './platform.css';
import { rooms } from './rooms';

mount('platform', rooms);
