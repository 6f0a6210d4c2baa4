import type { ImapFlow } from "imapflow";
import type { Timers } from "#main/desk/timers.ts";
import type { SentFolder } from "../sent-folder.ts";
import { listFolders, sentFolderOf } from "./folders.ts";
import { SENT_PATIENCE_MS } from "./limits.ts";
import { openFolder } from "./plan-folder.ts";
import type { Session } from "./session.ts";

/** What the folder is called where the mailbox has none. */
const NEW_SENT_FOLDER = "Sent";

export type SentDeps = {
  /** The connection that fetches, while there is one. It is used between two batches: a second one is what servers with small limits refuse. */
  readonly session: () => Session | null;
  readonly timers: Timers;
  readonly note: (text: string) => void;
};

export function createSentFolder({ session: current, timers, note }: SentDeps): SentFolder {
  /** Where the folder is, per connection: folders are renamed rarely, and a new connection looks again. */
  const paths = new WeakMap<Session, string>();

  async function pathOn(session: Session, client: ImapFlow, create: boolean): Promise<string | null> {
    const known = paths.get(session);
    if (known !== undefined) return known;
    const path = sentFolderOf(await listFolders(client)) ?? (create ? await makeFolder(client) : null);
    if (path !== null) paths.set(session, path);
    return path;
  }

  /** Null where it can't be done now: no connection, or it broke, or the server declined. */
  async function withFolder<Result>(
    create: boolean,
    work: (client: ImapFlow, path: string) => Promise<Result>,
  ): Promise<Result | null> {
    const session = current();
    if (!session) return null;
    const turn = { isOver: false };
    const done = session.exclusive(async (client) => {
      if (turn.isOver) return null;
      const path = await pathOn(session, client, create);
      return path === null ? null : work(client, path);
    });
    try {
      return await patiently(done, () => (turn.isOver = true));
    } catch (error) {
      paths.delete(session);
      note(`The Sent folder could not be used: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  /** Null after a while; what waits for its turn by then is not done any more. */
  function patiently<Result>(work: Promise<Result>, tooLate: () => void): Promise<Result | null> {
    return new Promise((resolve, reject) => {
      const takeBack = timers.after(SENT_PATIENCE_MS, () => {
        tooLate();
        resolve(null);
      });
      work.then(resolve, reject).finally(takeBack);
    });
  }

  return {
    find: (ids) =>
      withFolder(false, async (client, path) => {
        await openFolder(client, path);
        const found = new Set<string>();
        for (const id of ids) if (await isThere(client, id)) found.add(id);
        return found;
      }),

    async append(id, raw) {
      const isDone = await withFolder(true, async (client, path) => {
        await openFolder(client, path);
        if (await isThere(client, id)) return true;
        return (await client.append(path, Buffer.from(raw), ["\\Seen"])) !== false;
      });
      return isDone ?? false;
    },
  };
}

/** @throws where the server declines to search: then nothing is known */
async function isThere(client: ImapFlow, rfcMessageId: string): Promise<boolean> {
  // Exchange finds an id only as a whole, with its brackets.
  const found = await client.search({ header: { "message-id": `<${rfcMessageId}>` } }, { uid: true });
  if (!Array.isArray(found)) throw new Error("The server refused to search.");
  return found.length > 0;
}

async function makeFolder(client: ImapFlow): Promise<string> {
  return (await client.mailboxCreate(NEW_SENT_FOLDER)).path;
}
