import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/** The form of what is encrypted: nonce, ciphertext and tag, in base64. Another form gets another number. */
const VERSION = 'v1:';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** With a key of 32 bytes. Only who names the same context can decrypt it: it cannot be moved elsewhere. */
export function encrypt(text: string, key: KeyObject, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(context));
  const bytes = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return VERSION + Buffer.concat(bytes).toString('base64');
}

/** Undefined where it was encrypted with another key or for another context, or was altered since. */
export function decrypt(encrypted: string, key: KeyObject, context: string): string | undefined {
  const bytes = Buffer.from(encrypted.slice(VERSION.length), 'base64');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8');
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/** JSON never begins so. */
export function isEncrypted(stored: string): boolean {
  return stored.startsWith(VERSION);
}
