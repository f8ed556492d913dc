// Finds words in what somebody was told, however they are spelled there: plainly, escaped, in hex, in base64.

const bytes = (word) => Buffer.from(word, 'utf8');

/** The letters of base64 that depend on the word alone when it begins `offset` bytes into a group of three. */
function core64(word, offset) {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes(word)]);
  const code = padded.toString('base64').replace(/=+$/, '');
  return code.slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6));
}

/** Every way a word may stand in a text. */
export function spellings(word) {
  const each = (one) => [...word].map(one).join('');
  const codes = [0, 1, 2].map((offset) => core64(word, offset));
  const all = [
    word, [...word].reverse().join(''), encodeURIComponent(word), encodeURIComponent(word).toLowerCase(),
    each((c) => (c < '\x80' ? c : [...Array(c.length).keys()].map((n) => `\\u${c.charCodeAt(n).toString(16).padStart(4, '0')}`).join(''))),
    each((c) => (c < '\x80' ? c : `&#${c.codePointAt(0)};`)),
    bytes(word).toString('hex'), bytes(word).toString('hex').toUpperCase(),
    ...codes, ...codes.map((code) => code.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [...new Set(all)];
}

export class Hunt {
  /** Words of at least two letters. */
  constructor(words) {
    this.begins = new Map();
    for (const word of words) for (const text of spellings(word)) {
      const key = text.slice(0, 2);
      if (!this.begins.has(key)) this.begins.set(key, []);
      this.begins.get(key).push({ text, word });
    }
  }

  /** The words that stand in `text`. */
  search(text) {
    const found = new Set();
    for (let at = 0; at + 1 < text.length; at += 1) {
      for (const one of this.begins.get(text.slice(at, at + 2)) ?? []) {
        if (text.startsWith(one.text, at)) found.add(one.word);
      }
    }
    return found;
  }
}

/** A mail with its lines joined, and each of its parts as it is read. */
export function mail(eml) {
  const joined = eml.replace(/=\r?\n/g, '').replace(/((?:=[0-9A-F]{2})+)/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
  const blocks = eml.split(/\r?\n\r?\n/).filter((block) => /^[A-Za-z0-9+/=\s]{16,}$/.test(block));
  const words = [...eml.matchAll(/=\?utf-8\?b\?([^?]+)\?=/gi)].map((m) => m[1]);
  return [joined, ...[...blocks, ...words].map((code) => Buffer.from(code, 'base64').toString('utf8'))].join('\n');
}
