import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** Files in PEM form: the certificate with those that it was signed by behind it, and its key. */
export type TlsFiles = { readonly certFile: string; readonly keyFile: string };

export type TlsContent = { readonly cert: Buffer; readonly key: Buffer; readonly minVersion: "TLSv1.2" };

/** Reads both, and sees that they belong together. @throws PD_INPUT_INVALID */
export async function readTls({ certFile, keyFile }: TlsFiles): Promise<TlsContent> {
  try {
    const content = { cert: await readFile(certFile), key: await readFile(keyFile), minVersion: "TLSv1.2" } as const;
    createSecureContext(content);
    return content;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The certificate ${certFile} with the key ${keyFile} can't be used: ${why}`;
    throw new PipedeskError("PD_INPUT_INVALID", message, {
      cause: error,
      details: { issues: [{ path: "tls-cert", message }] },
    });
  }
}
