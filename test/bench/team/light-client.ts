import { once } from "node:events";
import { WebSocket } from "ws";
import { DEVICE_HEADER, HelloAnswer, SYNC_PATHS, type SyncQuestion } from "#shared/sync/protocol.ts";
import { SYNC_PROTOCOL_VERSION } from "#shared/sync/limits.ts";

const NEWS = /^\{"news":"newest","commit":(\d+)\}/u;
const ANSWER = /^\{"id":(\d+),"(answer|error)":/u;
const UP_TO = /"upTo":(\d+)/u;

export type LightClient = {
  /** The answer as text. @throws Error with what the server told instead */
  ask(question: SyncQuestion): Promise<string>;
  close(): void;
};

/** A device as light as can be: what comes is not parsed, `arrived` is given the text of each answer with changes. */
export async function openLightClient(
  serverUrl: string,
  token: string,
  deviceId: string,
  arrived: (changes: string) => void,
): Promise<LightClient> {
  const url = serverUrl.replace("http:", "ws:") + SYNC_PATHS.socket;
  const headers = { Authorization: `Bearer ${token}`, [DEVICE_HEADER]: deviceId };
  const socket = new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: 2 ** 26 });
  const waiting = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let checkpoint = Number.POSITIVE_INFINITY;
  let newest = 0;
  let isPulling = false;
  socket.on("message", (data) => {
    const text = String(data);
    const answer = ANSWER.exec(text);
    if (answer === null) {
      newest = Math.max(newest, Number(NEWS.exec(text)?.[1] ?? 0));
      pull().catch((error: unknown) => socket.emit("error", error));
      return;
    }
    const asked = waiting.get(Number(answer[1]));
    waiting.delete(Number(answer[1]));
    if (answer[2] === "answer") asked?.resolve(text);
    else asked?.reject(new Error(text));
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("The connection was lost."));
  });
  await once(socket, "open");

  const ask = (question: SyncQuestion) =>
    new Promise<string>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      socket.send(JSON.stringify({ id: lastId, question }));
    });

  /** As a device does: one question at a time, for as long as there is something newer. */
  async function pull(): Promise<void> {
    if (isPulling) return;
    isPulling = true;
    while (newest > checkpoint) {
      const text = await ask({ ask: "pull", after: checkpoint });
      checkpoint = Number(UP_TO.exec(text)?.[1]);
      arrived(text);
    }
    isPulling = false;
  }

  const hello = await ask({
    ask: "hello",
    protocol: SYNC_PROTOCOL_VERSION,
    deskId: null,
    checkpoint: 0,
    pushed: 0,
    nowEpochMs: Date.now(),
  });
  checkpoint = HelloAnswer.parse((JSON.parse(hello) as { answer: unknown }).answer).newest;
  return { ask, close: () => socket.close() };
}
