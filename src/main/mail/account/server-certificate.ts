import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type PeerCertificate } from "node:tls";
import type { ServerCertificate } from "#shared/model/mail-channel.ts";
import type { MailServer } from "#shared/model/setup/mailbox.ts";
import { CERTIFICATE_TIMEOUT_MS, MAX_CERTIFICATE_DIALOGUE_BYTES } from "./limits.ts";

export type CertificateRequest = {
  readonly server: Pick<MailServer, "host" | "port" | "security">;
  readonly protocol: "imap" | "smtp";
  readonly timeoutMs?: number;
};

/**
 * Looks at the certificate of a server that failed the check of it, so that a person can look at it too. Shakes hands and hangs up: nothing that
 * is anybody's is said. Null where none can be had in time.
 */
export async function lookAtCertificate({
  server,
  protocol,
  timeoutMs = CERTIFICATE_TIMEOUT_MS,
}: CertificateRequest): Promise<ServerCertificate | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  const plain = connect({ host: server.host, port: server.port });
  // `once` listens only while it waits.
  plain.on("error", () => undefined);
  try {
    await once(plain, "connect", { signal });
    if (server.security === "starttls") await startTls(plain, protocol, signal);
    const secured = connectTls({
      socket: plain,
      host: server.host,
      ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
      // Only to read what is shown; the connection is never used.
      rejectUnauthorized: false,
      minVersion: "TLSv1.2",
    });
    secured.on("error", () => undefined);
    try {
      await once(secured, "secureConnect", { signal });
      return describeCertificate(secured.getPeerCertificate());
    } finally {
      secured.destroy();
    }
  } catch {
    return null;
  } finally {
    plain.destroy();
  }
}

/** As a person compares it; null where there is none. */
function describeCertificate(peer: PeerCertificate): ServerCertificate | null {
  // Without a certificate Node gives an empty object.
  if (!Buffer.isBuffer(peer.raw)) return null;
  const certificate = new X509Certificate(peer.raw);
  const oneLine = (name: string) => name.replaceAll("\n", ", ");
  return {
    pem: certificate.toString(),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validToEpochMs: certificate.validToDate.getTime(),
    fingerprint: certificate.fingerprint256,
  };
}

/** RFC 9051 §6.2.1 and RFC 3207: greeting, in SMTP hello, the command, its answer; then the handshake. */
async function startTls(socket: Socket, protocol: "imap" | "smtp", signal: AbortSignal): Promise<void> {
  const steps =
    protocol === "imap"
      ? ([
          [null, /^\* OK[^\n]*\n/m],
          ["a1 STARTTLS\r\n", /^a1 OK[^\n]*\n/m],
        ] as const)
      : ([
          [null, /^220 [^\n]*\n/m],
          ["EHLO [127.0.0.1]\r\n", /^250 [^\n]*\n/m],
          ["STARTTLS\r\n", /^220 [^\n]*\n/m],
        ] as const);
  for (const [command, answer] of steps) {
    if (command !== null) socket.write(command);
    await readUntil(socket, answer, signal);
  }
}

async function readUntil(socket: Socket, answer: RegExp, signal: AbortSignal): Promise<void> {
  let heard = "";
  while (!answer.test(heard)) {
    const chunk: unknown = socket.read();
    if (Buffer.isBuffer(chunk)) heard += chunk.toString("latin1");
    else if (socket.readableEnded || heard.length > MAX_CERTIFICATE_DIALOGUE_BYTES) throw new Error("No STARTTLS");
    else await Promise.race([once(socket, "readable", { signal }), once(socket, "end", { signal })]);
  }
}
