import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSecret, sealSecret } from './seal.js';
import { SecretError } from './secret-error.js';
import { type SecretName, secretName, storableSecrets } from './secret-name.js';
import { parseSecretsKey } from './secrets-key.js';

const key = parseSecretsKey('ab'.repeat(32), 'the test');
const other = parseSecretsKey(Buffer.alloc(32, 7).toString('base64'), 'the test');
const place = fc.constantFrom<SecretName[]>(...storableSecrets);

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof SecretError) return error.code;
    throw error;
  }
  return 'opened';
};

it('gives back every text, and never seals one alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), place, (secret, at) => {
      const sealed = sealSecret(secret, at, key);
      expect(openSecret(sealed, at, key)).toBe(secret);
      expect(sealSecret(secret, at, key)).not.toBe(sealed);
      if (secret.length > 3) expect(sealed).not.toContain(secret);
    }),
  );
});

it('opens at no other place and with no other key, and says which of the two it is', () => {
  fc.assert(
    fc.property(fc.string(), place, place, (secret, at, elsewhere) => {
      const sealed = sealSecret(secret, at, key);
      const same = at.platform === elsewhere.platform && at.name === elsewhere.name;
      expect(codeOf(() => openSecret(sealed, elsewhere, key))).toBe(same ? 'opened' : 'secrets.altered');
      expect(codeOf(() => openSecret(sealed, at, other))).toBe('secrets.other-key');
      const claimed = sealed.replace(key.id, other.id);
      expect(codeOf(() => openSecret(claimed, at, other))).toBe('secrets.altered');
    }),
  );
});

it('does not open once any character of it was changed', () => {
  const at = secretName('kalshi', 'privateKey');
  const sealed = sealSecret('a private key', at, key);
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'q', '0', '_', ':', ''), (index, character) => {
      fc.pre(sealed[index] !== character);
      const altered = sealed.slice(0, index) + character + sealed.slice(index + 1);
      let opened: string | null = null;
      try {
        opened = openSecret(altered, at, key);
      } catch (error) {
        expect(error).toBeInstanceOf(SecretError);
      }
      // The last character of base64 has bits that mean nothing; whatever opens is what was sealed.
      expect(opened === null || opened === 'a private key').toBe(true);
    }),
  );
});

describe('a key', () => {
  it('is read from hex and from base64, and known by an id that tells nothing of it', () => {
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7));
    const keys = [bytes.toString('hex'), bytes.toString('base64'), ` ${bytes.toString('base64')}\n`].map((text) =>
      parseSecretsKey(text, 'the test'),
    );
    for (const one of keys) expect(one).toEqual({ id: keys[0]?.id, bytes });
    expect(bytes.toString('hex')).not.toContain(keys[0]?.id);
  });

  it.each(['', 'short', 'ab'.repeat(31), 'zz'.repeat(32), `${'ab'.repeat(32)}!`, 'a passphrase that somebody made up'])(
    'is not %j, and the error does not repeat it',
    (text) => {
      expect(() => parseSecretsKey(text, 'SECRETS_KEY')).toThrow(/^SECRETS_KEY holds no key\. .*create-key/);
      if (text !== '') expect(() => parseSecretsKey(text, 'SECRETS_KEY')).not.toThrow(text);
    },
  );
});

it('names what can be stored where something else is asked for', () => {
  expect(() => secretName('kalshi', 'password')).toThrow(
    /choose one of kalshi apiKeyId, kalshi privateKey, polymarket/,
  );
});
