import type { ImapFlow, ImapFlowOptions } from "imapflow";
import { connectFailed } from "../account/connect-failure.ts";

/**
 * One connection to a mailbox, logged in. Who uses it owns it for a while (`exclusive`), since a command works on the folder that was selected
 * last; idling is no use: any command ends it.
 */
export type Session = {
  readonly client: ImapFlow;
  /** Runs the work when all before it is done; its failure is the caller's alone. @throws why the connection ended, if it did */
  exclusive<Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result>;
  /** How often that was. */
  readonly uses: number;
  /** Fires once, when the connection has ended. */
  readonly ended: AbortSignal;
  /** Why it ended, as far as that is known. */
  failure(): Error;
  /** Ends the connection now, whatever is being said. A server that is silent is not waited for. */
  end(): void;
};

/** @throws what imapflow throws; after `signal` fired, anything */
export async function openSession(options: ImapFlowOptions, signal: AbortSignal): Promise<Session> {
  // With what it needs a fifth of the program: loaded where there is a mailbox, not at each start.
  const imap = await import("imapflow");
  // IDLE is begun by the watcher: it knows when nobody is in the middle of something.
  const client = new imap.ImapFlow({ ...options, disableAutoIdle: true });
  const ended = new AbortController();
  let firstError: Error | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let uses = 0;
  client.on("error", (error) => (firstError ??= error));
  client.on("close", () => ended.abort());
  const end = () => client.close();
  signal.addEventListener("abort", end, { once: true });
  ended.signal.addEventListener("abort", () => signal.removeEventListener("abort", end), { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
  } catch (error) {
    client.close();
    throw firstError ?? error;
  }
  const failure = () => firstError ?? connectFailed("disconnected", client.byeReason ?? "");

  return {
    client,
    exclusive(work) {
      const result = tail.then(async () => {
        uses += 1;
        if (!client.usable) throw failure();
        return work(client);
      });
      tail = result.catch(() => undefined);
      return result;
    },
    get uses() {
      return uses;
    },
    ended: ended.signal,
    failure,
    end,
  };
}
