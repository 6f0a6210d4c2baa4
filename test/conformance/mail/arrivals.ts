import type { ImapFlow } from "imapflow";
import { otherClient } from "./mail-system.ts";

/** Longest wait for a mail between two servers of one machine. */
const PATIENCE_MS = 15_000;

/** Mails in somebody's INBOX, as soon as there are so many. */
export async function contentsOf(user: string, port: number, count: number): Promise<string[]> {
  const client = await otherClient(user, port);
  const tooLate = setTimeout(() => client.close(), PATIENCE_MS);
  try {
    await client.mailboxOpen("INBOX");
    while (client.mailbox !== false && client.mailbox.exists < count) await news(client);
    const messages = await client.fetchAll("1:*", { source: true });
    return messages.map(({ source }) => source?.toString("latin1") ?? "");
  } finally {
    clearTimeout(tooLate);
    client.close();
  }
}

async function news(client: ImapFlow): Promise<void> {
  const told = new Promise<void>((done) => {
    client.once("exists", () => done());
    client.once("close", () => done());
  });
  const idle = client.idle();
  await told;
  await client.noop();
  await idle;
}
