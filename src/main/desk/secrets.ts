/**
 * Where a host keeps passwords and tokens: the system's keychain in Electron, an encrypted file that only the user may read elsewhere.
 * Never in the desk's database, never in a log.
 */
export type Secrets = {
  /** Null where nothing is kept under the name. @throws PD_SECRETS_FAILED where it is there and can't be read */
  get(name: string): Promise<string | null>;
  /** On return it survives a power cut. @throws PD_SECRETS_FAILED */
  set(name: string, secret: string): Promise<void>;
  /** Does nothing where it is not kept. @throws PD_SECRETS_FAILED */
  delete(name: string): Promise<void>;
};
