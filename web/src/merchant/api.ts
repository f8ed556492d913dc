// The door this console speaks through, and the shapes it says.
import { door } from '../api/door';
import type { components, paths } from '../api/merchant';

export const api = door<paths>();
export type Shapes = components['schemas'];
export type Batch = Shapes['Batch'];
