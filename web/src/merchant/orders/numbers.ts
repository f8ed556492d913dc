// A pasted column of order numbers, kept for the tab: too long for an address.
const KEY = 'sealship.numbers';

/** Keeps a list and answers its name in the address. */
export function keepNumbers(numbers: readonly string[]): string {
  sessionStorage.setItem(KEY, JSON.stringify(numbers));
  return String(Date.now());
}

export const keptNumbers = (): string[] => JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as string[];
