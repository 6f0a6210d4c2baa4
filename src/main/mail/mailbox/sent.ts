import type { ImapFlow, MessageEnvelopeObject } from "imapflow";
import type { Timers } from "#main/desk/timers.ts";
import type { FoundSent, SentFolder, SentMail } from "../sent-folder.ts";
import { listFolders, sentFolderOf } from "./folders.ts";
import { MAX_LOOKED_THROUGH, SENT_PATIENCE_MS } from "./limits.ts";
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
    async find(mail) {
      const found = await withFolder<FoundSent>(false, async (client, path) => {
        await openFolder(client, path);
        if (await isThere(client, mail.rfcMessageId)) return { kind: "there", rfcMessageId: mail.rfcMessageId };
        const rfcMessageId = await nameThere(client, mail);
        return rfcMessageId === null ? { kind: "missing" } : { kind: "there", rfcMessageId };
      });
      return found ?? { kind: "unknown" };
    },

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

/** Where servers that give a mail their own id leave ours. */
const ORIGINAL_ID = /^x-(?:microsoft|google)-original-message-id:\s*<?([^<>\s]+)/imu;
const DAY_MS = 86_400_000;

/** The id that the server gave the mail in place of ours; null where no such mail is there. */
async function nameThere(client: ImapFlow, mail: SentMail): Promise<string | null> {
  const atEpochMs = mail.dateEpochMs ?? mail.atEpochMs;
  // Filed when it was sent, or later; a day before, since servers read only the day, each in a zone of its own.
  const uids = await client.search({ since: new Date(atEpochMs - DAY_MS) }, { uid: true });
  if (!Array.isArray(uids) || uids.length === 0) return null;
  const newest = uids.toSorted((a, b) => b - a).slice(0, MAX_LOOKED_THROUGH);
  const headers = ["X-Microsoft-Original-Message-ID", "X-Google-Original-Message-ID"];
  let name: string | null = null;
  for await (const { envelope, headers: header } of client.fetch(newest, { envelope: true, headers }, { uid: true })) {
    const id = (envelope?.messageId ?? "").replaceAll(/[<>\s]/gu, "");
    const original = ORIGINAL_ID.exec(header?.toString("latin1") ?? "")?.[1];
    // Read to the end: a fetch that is left early leaves the connection in the middle of an answer.
    if (name === null && id !== "" && (original === mail.rfcMessageId || isTheSame(mail, envelope ?? {}))) name = id;
  }
  return name;
}

type Envelope = Pick<MessageEnvelopeObject, "date" | "subject" | "to">;

/** The same second, the same subject (a token of the desk may follow it) and one of the recipients. */
function isTheSame(mail: SentMail, { date, subject = "", to = [] }: Envelope): boolean {
  const atEpochMs = mail.dateEpochMs ?? mail.atEpochMs;
  const flat = (text: string) => text.replaceAll(/\s+/gu, " ").trim();
  const wanted = new Set(mail.to.map(({ address }) => address.toLowerCase()));
  return (
    date !== undefined &&
    Math.floor(new Date(date).getTime() / 1000) === Math.floor(atEpochMs / 1000) &&
    flat(subject).startsWith(flat(mail.subject)) &&
    (wanted.size === 0 || to.some(({ address = "" }) => wanted.has(address.toLowerCase())))
  );
}

async function makeFolder(client: ImapFlow): Promise<string> {
  return (await client.mailboxCreate(NEW_SENT_FOLDER)).path;
}
