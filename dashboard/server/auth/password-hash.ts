import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and some 80 ms a guess (RFC 7914; OWASP's least is 2^17 with r 8, or 2^15 with p 3). */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Room for the largest parameters that are accepted from a hash. */
const MOST_MEMORY = 256 * 1024 * 1024;

const FORM = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/=]{8,64})\$([A-Za-z0-9+/=]{8,128})$/;

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const derive = (password: string, salt: Buffer, bytes: number, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, { ...cost, maxmem: MOST_MEMORY }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });

/** The hash to put into the configuration: `scrypt$log2(N)$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, KEY_BYTES, COST);
  const { N, r, p } = COST;
  return ['scrypt', Math.log2(N), r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Whether it is the password. A hash that nobody can read fits no password. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, log = '', r = '', p = '', salt = '', key = ''] = FORM.exec(hash) ?? [];
  if (key === '' || Number(log) > 20) return false;
  const wanted = Buffer.from(key, 'base64');
  const cost = { N: 2 ** Number(log), r: Number(r), p: Number(p) };
  try {
    return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), wanted.length, cost), wanted);
  } catch {
    return false;
  }
}
