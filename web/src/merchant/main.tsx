// The merchant's console.
import { mount } from '../frame/mount';
import { onNumbers } from '../frame/Palette';
import { slots } from '../frame/slots';
import { keepNumbers } from './orders/numbers';
import { rooms } from './rooms';
import { Watch } from './Watch';

onNumbers.set({ take: (numbers, go) => go('/orders', { numbers: keepNumbers(numbers) }) });
slots.set({ merchant: Watch });
mount('merchant', rooms);
