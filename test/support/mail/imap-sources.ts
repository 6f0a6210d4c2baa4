import type { HoodiecrowMessage, HoodiecrowServer } from "hoodiecrow-imap";
import ownHandlers from "hoodiecrow-imap/lib/commands/handlers/fetch.js";

export type Sources = {
  readonly plugin: (server: HoodiecrowServer) => void;
  makeHuge(message: HoodiecrowMessage, sizeBytes: number): void;
  pretend(claim: ((uid: number, sizeBytes: number) => number) | null): void;
};

/** How the test server hands out whole messages: without parsing them first, in parts, and as large as they claim to be. */
export function createSources(): Sources {
  const huge = new WeakMap<HoodiecrowMessage, number>();
  let claim: ((uid: number, sizeBytes: number) => number) | null = null;
  const sizeOf = (message: HoodiecrowMessage) => huge.get(message) ?? message.raw.length;

  function partOf(message: HoodiecrowMessage, start: number, end: number): string {
    const real = message.raw.slice(start, end);
    const wanted = Math.max(Math.min(end, sizeOf(message)) - start, 0);
    return real + "x".repeat(wanted - Math.min(real.length, wanted));
  }

  return {
    plugin(server) {
      server.fetchHandlers["RFC822.SIZE"] = (_connection, message) => {
        const sizeBytes = sizeOf(message);
        return claim ? claim(message.uid, sizeBytes) : sizeBytes;
      };
      // The same as the server's own, but for whole messages, which that one takes apart to hand them out.
      server.fetchHandlers["BODY.PEEK"] = (connection, message, query) => {
        if (query.section?.length !== 0) return ownHandlers["BODY.PEEK"](connection, message, query);
        const [start = 0, length = sizeOf(message)] = query.partial ?? [];
        // The answer names where the part begins, not how long it is (RFC 9051 §7.5.2).
        if (query.partial) Object.assign(query, { partial: [start] });
        return { type: "LITERAL", value: partOf(message, start, start + length) };
      };
    },
    makeHuge: (message, sizeBytes) => void huge.set(message, sizeBytes),
    pretend: (next) => void (claim = next),
  };
}
