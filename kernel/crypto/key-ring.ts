import { createHmac, hkdfSync } from 'node:crypto';
import { decrypt, encrypt, KEY_BYTES, keyObjectOf, readEnvelope } from './aead.ts';
import type { PlatformSeal } from './platform-seal.ts';

export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The key-encryption keys of the installation. The first encrypts, all decrypt: a rotation puts a new one in front. */
export class KeyRing {
  readonly #current: NamedKey;
  readonly #byId: ReadonlyMap<string, NamedKey>;
  readonly #derived = new Map<string, Buffer>();

  constructor(keys: readonly NamedKey[]) {
    const [current] = keys;
    if (!current) throw new Error('a key ring needs at least one key');
    this.#current = current;
    this.#byId = new Map(keys.map((key) => [key.id, key]));
  }

  /** `purpose` separates uses of one key from one another; it is part of what is authenticated. */
  wrap(purpose: string, plaintext: Uint8Array): Buffer {
    return encrypt(this.#derive(this.#current, purpose), this.#current.id, purpose, plaintext);
  }

  unwrap(purpose: string, sealed: Uint8Array): Buffer {
    const envelope = readEnvelope(sealed);
    const key = this.#byId.get(envelope.keyId);
    if (!key) throw new Error(`ENCRYPTION_KEYS lacks the key ${JSON.stringify(envelope.keyId)} that a stored value needs`);
    return decrypt(this.#derive(key, purpose), purpose, envelope);
  }

  #derive(key: NamedKey, purpose: string): Buffer {
    const use = purpose.split(':', 1)[0] ?? purpose;
    const name = `${key.id}/${use}`;
    let derived = this.#derived.get(name);
    if (!derived) {
      derived = Buffer.from(hkdfSync('sha256', key.key, '', `parley/${use}`, KEY_BYTES));
      this.#derived.set(name, derived);
    }
    return derived;
  }
}

export const platformSeal = (ring: KeyRing): PlatformSeal => ({
  seal: (at, plaintext) => ring.wrap(`platform:${at}`, plaintext),
  open: (at, sealed) => ring.unwrap(`platform:${at}`, sealed),
});

/** 16 bytes are enough to find a row and too few to be worth a dictionary kept for later. */
export const keyedHash = (key: Buffer, purpose: string, value: string): Buffer =>
  createHmac('sha256', keyObjectOf(key)).update(`${purpose}\n${value}`).digest().subarray(0, 16);
