/**
 * A server for RxDB's own replication in a process of its own: the rows of a desk in one table, each with the number of the transaction that wrote it, and the plainest handlers that RxDB's documentation describes, over
 * one WebSocket. What a change writes is one transaction here; it leaves by collection.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { WebSocketServer } from "ws";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { ticketIdOf } from "../automation/desk-of.ts";
import { memoryNow, nowMs, serveParent } from "./child.ts";
import { rowsOfDesk, type DeskDocument } from "./desk-rows.ts";
import type { RxdbQuestion } from "./rxdb-protocol.ts";

let sockets: WebSocketServer | undefined;
let db: DatabaseSync | undefined;
let written = 1;

function opened(): DatabaseSync {
  if (db === undefined) throw new Error("It is not open.");
  return db;
}

function inTransaction(work: () => void): void {
  opened().exec("BEGIN IMMEDIATE");
  written += 1;
  work();
  opened().exec("COMMIT");
  for (const socket of sockets?.clients ?? []) socket.send('{"news":true}');
}

const put = (collection: string, document: DeskDocument) =>
  opened()
    .prepare("INSERT OR REPLACE INTO docs VALUES (?, ?, ?, ?)")
    .run(collection, document.id, written, JSON.stringify(document));
const get = (collection: string, id: string) => {
  const found = opened().prepare("SELECT data FROM docs WHERE collection = ? AND id = ?").get(collection, id);
  return found === undefined ? null : (JSON.parse(String(found["data"])) as DeskDocument);
};

function answer(question: RxdbQuestion): object {
  if (question.ask === "pull") {
    const { collection, checkpoint, batchSize } = question;
    const rows = opened()
      .prepare(
        "SELECT id, written, data FROM docs WHERE collection = ? AND (written, id) > (?, ?) ORDER BY written, id LIMIT ?",
      )
      .all(collection, checkpoint?.written ?? 0, checkpoint?.id ?? "", batchSize);
    const last = rows.at(-1);
    return {
      documents: rows.map(({ data }) => ({ ...(JSON.parse(String(data)) as DeskDocument), _deleted: false })),
      checkpoint: last === undefined ? checkpoint : { written: Number(last["written"]), id: String(last["id"]) },
    };
  }
  const conflicts: DeskDocument[] = [];
  inTransaction(() => {
    for (const { assumedMasterState, newDocumentState } of question.rows) {
      const stored = get(question.collection, newDocumentState.id);
      const isAsAssumed = canonicalJson(stored) === canonicalJson(assumedMasterState ?? null);
      if (isAsAssumed) put(question.collection, newDocumentState);
      else if (stored !== null) conflicts.push(stored);
    }
  });
  return conflicts;
}

const api = {
  async open({ folder, dataDir }: { readonly folder: string; readonly dataDir: string }) {
    db = new DatabaseSync(join(folder, "rxdb-server.sqlite"));
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    db.exec("CREATE TABLE docs (collection TEXT, id TEXT, written INTEGER, data TEXT, PRIMARY KEY (collection, id))");
    db.exec("CREATE INDEX feed ON docs (collection, written, id)");
    inTransaction(() => {
      for (const { collection, document } of rowsOfDesk(dataDir)) put(collection, document);
    });
    sockets = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false, maxPayload: 2 ** 26 });
    sockets.on("connection", (socket) => {
      socket.on("message", (text) => {
        const { id, question } = JSON.parse(String(text)) as { id: number; question: RxdbQuestion };
        socket.send(JSON.stringify({ id, answer: answer(question) }));
      });
    });
    await once(sockets, "listening");
    return (sockets.address() as AddressInfo).port;
  },
  /** A ticket and the line of its history that says what happened, in one transaction. @returns when */
  change({ number, subject }: { readonly number: number; readonly subject: string }) {
    const atMs = nowMs();
    const id = ticketIdOf(number);
    inTransaction(() => {
      put("tickets", { ...get("tickets", id), id, subject });
      put("activities", { id: `line ${subject}`, ticketId: id, stamp: subject, atEpochMs: Date.now() });
    });
    return atMs;
  },
  count: ({ collection }: { readonly collection: string }) =>
    Number(opened().prepare("SELECT count(*) AS n FROM docs WHERE collection = ?").get(collection)?.["n"]),
  memory: () => memoryNow(),
  close() {
    for (const socket of sockets?.clients ?? []) socket.terminate();
    db?.close();
  },
};
export type RxdbServerApi = typeof api;

serveParent(api);
