// The merchant's console.
import { mount } from '../frame/mount';
import { onNumbers } from '../frame/Palette';
import { keepNumbers } from './orders/numbers';
import { rooms } from './rooms';

onNumbers.set({ take: (numbers, go) => go('/orders', { numbers: keepNumbers(numbers) }) });
mount('merchant', rooms);
