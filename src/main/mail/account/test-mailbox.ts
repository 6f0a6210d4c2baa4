import type { ConnectFailure, MailboxCheck, MailFolder, ServerCheck } from "#shared/model/mail-channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { findFolder, mailFoldersOf } from "../mailbox/folders.ts";
import { connectFailed, connectFailureOf, withCertificate } from "./connect-failure.ts";
import { imapOptions, smtpOptions, TIMEOUTS, type Timeouts } from "./connection-options.ts";
import type { Credentials } from "./credentials.ts";
import { TEST_TIMEOUT_MS } from "./limits.ts";
import { lookAtCertificate } from "./server-certificate.ts";
import type { Trace } from "./trace.ts";

export type MailboxTest = {
  readonly mailbox: Mailbox;
  readonly credentials: () => Promise<Credentials>;
  readonly trace: Trace;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly timeouts?: Timeouts;
  /** For each half; default 20 seconds. */
  readonly timeoutMs?: number;
};

/**
 * Connects to both servers at once and says which half failed and why. IMAP: logs in, lists folders, looks whether the watched ones are there.
 * SMTP: connects, encrypts, logs in and says goodbye; no mail is sent. Never throws what is a server's, the network's or the secret's failure.
 */
export async function testMailbox(test: MailboxTest): Promise<MailboxCheck> {
  const found: Found = { folders: [], messagesInInbox: null };
  // Asked for once; a failure of it is both halves'.
  const credentials = test.credentials();
  credentials.catch(() => undefined);
  const [imap, smtp] = await Promise.all([
    check(test, "imap", credentials, async (options, step) => {
      const { ImapFlow } = await import("imapflow");
      const client = new ImapFlow(imapOptions({ ...options, mailbox: test.mailbox }));
      client.on("error", () => undefined);
      step.onEnd(() => client.close());
      await client.connect();
      found.folders = mailFoldersOf(await client.list());
      const status = await client.status("INBOX", { messages: true }).catch(() => false as const);
      found.messagesInInbox = status === false ? null : (status.messages ?? null);
      refuseMissing(test.mailbox.folders, found.folders);
      await client.logout();
    }),
    check(test, "smtp", credentials, async (options, step) => {
      const { options: connection, auth } = smtpOptions({ ...options, mailbox: test.mailbox });
      const { default: SMTPConnection } = await import("nodemailer/lib/smtp-connection");
      const client = new SMTPConnection(connection);
      step.onEnd(() => client.close());
      await new Promise<void>((resolve, reject) => {
        client.on("error", reject);
        client.once("end", () => reject(connectFailed("disconnected")));
        client.connect((error) => {
          if (error) reject(error);
          else if (auth === null) resolve();
          else client.login(auth, (refused) => (refused ? reject(refused) : resolve()));
        });
      });
      client.quit();
    }),
  ]);
  return { imap, smtp, ...found };
}

type Found = { folders: MailFolder[]; messagesInInbox: number | null };

type StepOptions = { readonly credentials: Credentials; readonly trace: Trace; readonly timeouts: Timeouts };

async function check(
  { mailbox, trace, clock, timers, timeouts = TIMEOUTS, timeoutMs = TEST_TIMEOUT_MS }: MailboxTest,
  protocol: "imap" | "smtp",
  given: Promise<Credentials>,
  work: (options: StepOptions, step: { onEnd(close: () => void): void }) => Promise<void>,
): Promise<ServerCheck> {
  const startedAtEpochMs = clock.nowEpochMs();
  let close = (): void => undefined;
  let cancel = (): void => undefined;
  const expired = new Promise<never>((_, reject) => {
    cancel = timers.after(timeoutMs, () => reject(connectFailed("timeout")));
  });
  let secrets: string[] = [];
  let ended = false;
  try {
    const steps = async () => {
      const credentials = await given;
      // A keychain that asked its owner for longer than anybody waits here.
      if (ended) return;
      secrets = [credentials.kind === "password" ? credentials.password : credentials.accessToken];
      await work({ credentials, trace, timeouts }, { onEnd: (end) => (close = end) });
    };
    await Promise.race([steps(), expired]);
    return { ok: true, tookMs: clock.nowEpochMs() - startedAtEpochMs };
  } catch (error) {
    close();
    const failure = connectFailureOf(error, secrets);
    trace.note(protocol, [failure.code, failure.detail].filter(Boolean).join(": "));
    return { ok: false, failure: await withServerCertificate(failure, mailbox, protocol) };
  } finally {
    ended = true;
    cancel();
    close();
  }
}

function refuseMissing(watched: readonly string[], folders: readonly MailFolder[]): void {
  const missing = watched.filter((path) => findFolder(folders, path)?.selectable !== true);
  if (missing.length > 0) throw connectFailed("folder-missing", missing.join(", "));
}

async function withServerCertificate(
  failure: ConnectFailure,
  mailbox: Mailbox,
  protocol: "imap" | "smtp",
): Promise<ConnectFailure> {
  if (!failure.code.startsWith("certificate-")) return failure;
  return withCertificate(failure, await lookAtCertificate({ server: mailbox[protocol], protocol }));
}
