import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { SECRET } from "./kill-desk.ts";

export type SunkCall = { readonly id: string; readonly body: string; readonly isSigned: boolean };

/** A receiver on loopback that keeps what it gets, and now and then is slow or says that it can't. */
export async function startWebhookSink(
  moods: () => "fine" | "slow" | "fails",
): Promise<{ readonly port: number; readonly calls: readonly SunkCall[]; close(): Promise<void> }> {
  const calls: SunkCall[] = [];
  const server = createServer((request, response) => {
    void text(request).then(
      async (body) => {
        const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature } = request.headers;
        const key = Buffer.from(SECRET.replace("whsec_", ""), "base64");
        const wanted = createHmac("sha256", key)
          .update(`${String(id)}.${String(time)}.${body}`)
          .digest("base64");
        // Once for each: after several failures the pauses are longer than a test.
        const isFirst = calls.every((call) => call.id !== id);
        const mood = isFirst ? moods() : "fine";
        calls.push({ id: String(id), body, isSigned: signature === `v1,${wanted}` });
        if (mood === "slow") await pause(150);
        response.writeHead(mood === "fails" ? 503 : 200).end();
      },
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    calls,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close").catch(() => undefined);
    },
  };
}
