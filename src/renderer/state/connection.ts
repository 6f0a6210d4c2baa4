/**
 * Keeps the interface connected to the core.
 *
 * `connectDesk` opens a transport, reads the live feed over it and tells each entry; when the transport is lost it tries again with growing
 * pauses. After each reconnection the feed begins with a new hello, which replaces what the stores hold. The client it returns stays the same
 * object for good: its calls go over whichever transport is open, and fail with PD_DESK_UNREACHABLE while none is.
 */
import { createORPCClient, DynamicLink, ORPCError } from "@orpc/client";
import { PROTOCOL_VERSION } from "#shared/contract/base.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { DesktopClient } from "#shared/contract/desktop/index.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { RECONNECT_PAUSES_MS } from "./limits.ts";
import type { OpenTransport, Transport } from "./transport.ts";

export type ConnectionState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** Tries again by itself; `attempts` since the last time it was live. */
  | { readonly kind: "lost"; readonly attempts: number }
  /** The core was replaced by another version: the page has to be loaded again. */
  | { readonly kind: "outdated" };

export type ConnectionOptions = {
  readonly open: OpenTransport;
  readonly onEntry: (entry: LiveEntry) => void;
  readonly onState: (state: ConnectionState) => void;
  /** Resolves after the pause, or at once when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type DeskConnection = {
  readonly client: DeskClient;
  /** What the desktop app offers to its window; whoever calls it knows that the page is in one. */
  readonly desktop: DesktopClient;
  /** Cuts the present pause short. */
  retryNow(): void;
  close(): void;
};

export function connectDesk(options: ConnectionOptions): DeskConnection {
  const stopped = new AbortController();
  let pausing = new AbortController();
  let transport: Transport | null = null;

  const client: DeskClient & { readonly desktop: DesktopClient } = createORPCClient(
    new DynamicLink(() => {
      if (transport === null) throw unreachable();
      return transport.link;
    }),
  );

  async function stayConnected(): Promise<void> {
    let attempts = 0;
    options.onState({ kind: "connecting" });
    while (!stopped.signal.aborted) {
      const outcome = await watchOnce(() => {
        attempts = 0;
        options.onState({ kind: "live" });
      });
      if (stopped.signal.aborted) return;
      options.onState(outcome === "outdated" ? { kind: "outdated" } : { kind: "lost", attempts });
      if (outcome === "outdated") return;
      pausing = new AbortController();
      await options.pause(pauseAfter(attempts), AbortSignal.any([pausing.signal, stopped.signal]));
      attempts += 1;
    }
  }

  async function watchOnce(onHello: () => void): Promise<"lost" | "outdated"> {
    try {
      transport = await options.open();
    } catch {
      return "lost";
    }
    const opened = transport;
    const cancelled = new AbortController();
    const lost = opened.closed.then(() => cancelled.abort());
    try {
      const feed = await client.desk.live(undefined, { signal: AbortSignal.any([cancelled.signal, stopped.signal]) });
      for await (const entry of feed) {
        if (entry.type === "hello") {
          if (entry.protocol !== PROTOCOL_VERSION) return "outdated";
          options.onEntry(entry);
          onHello();
        } else {
          options.onEntry(entry);
        }
      }
    } catch {
      // However the feed ended, the answer is the same: connect again and begin with a new hello.
    } finally {
      transport = null;
      opened.close();
      await lost;
    }
    return "lost";
  }

  void stayConnected();

  return {
    client,
    desktop: client.desktop,
    retryNow: () => pausing.abort(),
    close: () => {
      stopped.abort();
      transport?.close();
    },
  };
}

/** The pause before the attempt that follows `attempts` failed ones, milliseconds. */
export function pauseAfter(attempts: number): number {
  return RECONNECT_PAUSES_MS[Math.min(attempts, RECONNECT_PAUSES_MS.length - 1)] ?? 0;
}

function unreachable(): ORPCError<"OFFLINE", { code: string }> {
  return new ORPCError("OFFLINE", {
    defined: true,
    status: 503,
    message: "The desk can't be reached.",
    data: { code: "PD_DESK_UNREACHABLE" },
  });
}
