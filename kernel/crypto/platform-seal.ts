/** Seals bytes that belong to no tenant yet, such as a webhook's body, under a key of the platform. */
export interface PlatformSeal {
  /** `at` says where the value stands (`inbound_log:42`); it is authenticated with it. */
  seal(at: string, plaintext: Uint8Array): Buffer;
  open(at: string, sealed: Uint8Array): Buffer;
}
