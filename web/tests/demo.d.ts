// The demo's scripts are JavaScript; what the tests take of them.
declare module '*/people.mjs' {
  interface Door { name: string; party: { code: string; id: string }; bindings: string[]; get(path: string): Promise<any>; post(path: string, body?: unknown): Promise<any>; put(path: string, body?: unknown): Promise<any>; patch(path: string, body?: unknown): Promise<any>; all(path: string): Promise<any[]>; }
  export const PASSWORD: string;
  export function enter(origin: string, operator: unknown, name: string, mail: string, kind?: string): Promise<Door>;
  export function parties(house: unknown, operator: unknown): Promise<{ merchants: Door[]; factories: Door[] }>;
  export function bind(people: unknown): Promise<number>;
  export function accounts(people: unknown, operator: unknown): Promise<number>;
  export function importFile(merchant: unknown, name: string, bytes: Uint8Array): Promise<unknown>;
}
declare module '*/house.mjs' {
  export class House { child: import('node:child_process').ChildProcess; ended?: number; static start(data: string, ports?: number[]): Promise<House>; merchant: string; factory: string; platform: string; operatorLogin: { mail: string; password: string }; operator(): Promise<unknown>; stop(): Promise<void>; }
}
declare module '*/sample.mjs' { export function csv(count: number, seed: number, prefix: string, now?: Date): string; }
declare module '*/api.mjs' {
  export class Door { constructor(origin: string); signIn(mail: string, password: string): Promise<Door>; get(path: string): Promise<any>; post(path: string, body?: unknown): Promise<any>; put(path: string, body?: unknown): Promise<any>; patch(path: string, body?: unknown): Promise<any>; all(path: string): Promise<any[]>; }
}
