import { ImapFlow } from "imapflow";
import { TEST_PASSWORD } from "../../support/mail/imap-server.ts";

/** One mailbox of the desk, on a system that also takes mail for others. */
export type MailAccount = {
  readonly user: string;
  readonly imapPort: number;
  readonly smtpPort: number;
  /** Mails that arrived for somebody of `example.com`, raw, as soon as there are so many. */
  arrivedFor(address: string, count: number): Promise<string[]>;
  close(): Promise<void>;
};

/** A mail system to hold the contract against: in this process, or real servers. */
export type MailSystem = {
  readonly name: string;
  /** Whether it can tell of folders with quotes in their names. */
  readonly knowsQuotes: boolean;
  account(): Promise<MailAccount>;
};

/** Another client of a mailbox, as the person's own mail program. */
export async function otherClient(user: string, port: number): Promise<ImapFlow> {
  const auth = { user, pass: TEST_PASSWORD };
  const client = new ImapFlow({ host: "127.0.0.1", port, secure: false, auth, logger: false, disableAutoIdle: true });
  // A server that goes away ends the test's own waiting, not the process.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** The system's own way of putting mails into a folder, whatever the protocol that brought them. */
export async function append(
  account: MailAccount,
  folder: string,
  mails: readonly string[],
  receivedAt = new Date(),
): Promise<void> {
  const client = await otherClient(account.user, account.imapPort);
  try {
    for (const mail of mails) await client.append(folder, Buffer.from(mail), [], receivedAt);
  } finally {
    client.close();
  }
}

/** Subjects and flags of a folder's messages. */
export async function contents(account: MailAccount, folder: string): Promise<[string, string[]][]> {
  const client = await otherClient(account.user, account.imapPort);
  try {
    await client.mailboxOpen(folder);
    const messages = await client.fetchAll("1:*", { envelope: true, flags: true });
    return messages.map(({ envelope, flags }) => [
      envelope?.subject ?? "",
      // Which session saw it first is nobody's concern.
      Array.from(flags ?? []).filter((flag) => flag !== "\\Recent"),
    ]);
  } finally {
    client.close();
  }
}
