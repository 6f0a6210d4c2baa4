import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { createRouterClient } from "@orpc/server";
import { expect, onTestFinished, test, vi } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Core } from "#main/core.ts";
import { MessageId, type BlobId } from "#shared/model/ids.ts";
import { FILE_PIECE_BYTES, MAX_FILE_BYTES } from "#shared/sync/limits.ts";
import { createHttpBlobLink } from "#main/sync/files/http-blob-link.ts";
import { blobIdOf } from "#main/store/blobs.ts";
import { startFaultyProxy, type FaultyProxy } from "../../support/faulty-proxy.ts";
import { INBOUND } from "../../support/test-desk.ts";
import { startTeam, type Team } from "../server/server-fixture.ts";
import { joinByPassword, openLaptop } from "./laptop-fixture.ts";

const ADA = "ada@desk.example";
const LARGE_BYTES = 3 * FILE_PIECE_BYTES + 777;
const NEVER = new AbortController().signal;

/** A laptop whose files go through a proxy that the test can break. */
async function laptopBehindProxy(team: Team): Promise<{ laptop: Core; proxy: FaultyProxy }> {
  const proxy = await startFaultyProxy(team.host.publicUrl);
  onTestFinished(() => proxy.close());
  const laptop = await openLaptop(team, ADA, {
    openBlobs: (_membership, deviceId, token) =>
      createHttpBlobLink({ serverUrl: proxy.url, token, deviceId, agent: undefined }),
  });
  return { laptop, proxy };
}

const sizeHere = ({ context }: Core, id: BlobId) => context.store.files.sizeOf(id);
const clientOf = (core: Core): DeskClient => createRouterClient(core.router, { context: { userId: core.owner() } });

test("[H3] an attachment that is asked for on a laptop comes from the server, and stays; without a network it says so in words", async () => {
  const team = await startTeam();
  const there = clientOf(team.core);
  const content = randomBytes(90_000);
  const raw = [
    "From: Anna <anna@example.com>",
    "To: help@desk.example",
    "Subject: Boots",
    "Message-ID: <boots@example.com>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "They leak.",
    "--b",
    'Content-Type: application/octet-stream; name="boots.bin"',
    "Content-Transfer-Encoding: base64",
    "",
    content.toString("base64").replaceAll(/.{76}/gu, "$&\r\n"),
    "--b--",
    "",
  ].join("\r\n");
  // Of a time from which nothing is fetched ahead.
  const { messageId } = await there.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  team.clock.nowEpochMs += 400 * 86_400_000;
  const { laptop, proxy } = await laptopBehindProxy(team);
  const id = MessageId.parse(messageId);
  const message = await vi.waitFor(() => clientOf(laptop).messages.get({ id }));
  const attachment = message.attachments[0];
  if (attachment === undefined) throw new Error("The mail has a file.");
  const { blobId } = attachment;
  expect(await sizeHere(laptop, blobId)).toBeNull();
  await proxy.close();
  await expect(clientOf(laptop).messages.attachment({ id, blobId })).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });

  const again = await startFaultyProxy(team.host.publicUrl);
  onTestFinished(() => again.close());
  const link = createHttpBlobLink({ serverUrl: again.url, token: "pdd_nobody", deviceId: "laptop", agent: undefined });
  await expect(link.read(blobId, 0, NEVER)).rejects.toMatchObject({ code: "PD_ACCESS_TOKEN" });

  const other = await openLaptop(team, ADA);
  await vi.waitFor(() => clientOf(other).messages.get({ id }));
  const { body } = await clientOf(other).messages.attachment({ id, blobId });
  expect(Buffer.from(await body.arrayBuffer()).equals(content)).toBe(true);
  expect(await sizeHere(other, blobId)).toBe(content.byteLength);
});

test("[H3] a download that is cut off goes on where it ended", async () => {
  const team = await startTeam();
  const content = randomBytes(LARGE_BYTES);
  const id = await team.core.context.store.files.put(content);
  const { laptop, proxy } = await laptopBehindProxy(team);
  proxy.faults = { cutAnswerAfterBytes: 1_000_000 };
  expect(Buffer.from(await laptop.context.store.files.read(id)).equals(content)).toBe(true);
  const asked = proxy.seen.filter((line) => line.startsWith("GET"));
  expect(asked).toHaveLength(2);
  const resumedAt = Number(/^GET bytes=(\d+)-$/u.exec(asked[1] ?? "")?.[1]);
  expect(resumedAt).toBeGreaterThan(0);
  expect(resumedAt).toBeLessThanOrEqual(1_000_000);
});

test("[H3] what came before the network was gone is kept for the next attempt", async () => {
  const team = await startTeam();
  const content = randomBytes(LARGE_BYTES);
  const id = await team.core.context.store.files.put(content);
  const { laptop, proxy } = await laptopBehindProxy(team);
  proxy.faults = { cutAnswerAfterBytes: 1_500_000, cutRequest: /^GET bytes=/u };
  const { files } = laptop.context.store;
  await expect(files.read(id)).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });
  expect(await sizeHere(laptop, id)).toBeNull();
  expect(Buffer.from(await files.read(id)).equals(content)).toBe(true);
  expect(proxy.seen.at(-1)).toMatch(/^GET bytes=\d{6,}-$/u);
});

test("[H3] other bytes than those of the file are not kept, and asked for again the right ones come", async () => {
  const team = await startTeam();
  const content = randomBytes(LARGE_BYTES);
  const id = await team.core.context.store.files.put(content);
  const { laptop, proxy } = await laptopBehindProxy(team);
  proxy.faults = { falsify: true };
  const { files } = laptop.context.store;
  await expect(files.read(id)).rejects.toMatchObject({ code: "PD_SYNC_FILE_WRONG" });
  expect(await sizeHere(laptop, id)).toBeNull();
  expect(Buffer.from(await files.read(id)).equals(content)).toBe(true);
  expect(proxy.seen.at(-1)).toBe("GET -");
});

test("[H3] a part that lies here and is wrong is thrown away, and the file comes anew", async () => {
  const team = await startTeam();
  const content = randomBytes(LARGE_BYTES);
  const id = await team.core.context.store.files.put(content);
  const { laptop, proxy } = await laptopBehindProxy(team);
  proxy.faults = { falsify: true, cutAnswerAfterBytes: 1_000_000, cutRequest: /^GET bytes=/u };
  const { files } = laptop.context.store;
  await expect(files.read(id)).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });
  expect(Buffer.from(await files.read(id)).equals(content)).toBe(true);
  expect(proxy.seen.at(-1)).toBe("GET -");
});

test("[H3] a large file is brought in pieces, and a line that is cut costs one of them", async () => {
  const team = await startTeam();
  const { laptop, proxy } = await laptopBehindProxy(team);
  const client = clientOf(laptop);
  await vi.waitFor(() => expect(laptop.member?.status().state).toBe("synced"));
  const content = randomBytes(LARGE_BYTES);
  proxy.faults = { cutRequest: new RegExp(`^PUT bytes ${FILE_PIECE_BYTES}-`, "u") };
  const { blobId } = await client.uploads.create({ file: new File([content], "boots.bin") });
  const { id } = await client.tickets.create({ pipelineId: (await anyPipeline(team)).id, subject: "Boots" });
  await client.tickets.compose({
    id,
    to: [{ name: "", address: "anna@example.com" }],
    text: "See the file.",
    attachments: [{ blobId, name: "boots.bin" }],
  });
  await vi.waitFor(async () => expect(await team.core.context.store.files.sizeOf(blobId)).toBe(content.byteLength), {
    timeout: 60_000,
    interval: 50,
  });
  expect(Buffer.from(await team.core.context.store.files.read(blobId)).equals(content)).toBe(true);
  await vi.waitFor(async () => expect(await laptop.member?.files.waiting()).toBe(0), { timeout: 60_000 });
  const pieces = proxy.seen.flatMap((line) => /^PUT bytes (\d+)-/u.exec(line)?.[1] ?? []);
  expect(pieces.map((start) => Number(start) / FILE_PIECE_BYTES)).toEqual([0, 1, 1, 2, 3]);
});

async function anyPipeline(team: Team) {
  const pipeline = team.core.context.setup.pipelines()[0];
  if (pipeline === undefined) throw new Error("A desk has a pipeline.");
  return pipeline;
}

test("[A3] a viewer's device reads files and brings none", async () => {
  const team = await startTeam();
  await team.member("vera@desk.example", ["view-only"]);
  const { target } = await joinByPassword(team, "vera@desk.example");
  const link = createHttpBlobLink(target);
  const content = randomBytes(100);
  const id = await team.core.context.store.files.put(content);
  const answer = await link.read(id, 0, NEVER);
  expect(answer.sizeBytes).toBe(100);
  for await (const chunk of answer.chunks) expect(Buffer.from(chunk).equals(content)).toBe(true);
  const mine = randomBytes(100);
  const bringing = link.writePiece(blobIdOf(mine), { start: 0, sizeBytes: 100, content: mine }, NEVER);
  await expect(bringing).rejects.toMatchObject({ code: "PD_ACCESS_VIEWER" });
  expect(await link.missing([id, blobIdOf(mine)], NEVER)).toEqual([blobIdOf(mine)]);
});

test("[H3] a token that was taken back opens no file", async () => {
  const team = await startTeam();
  const { target, joined } = await joinByPassword(team, ADA);
  const link = createHttpBlobLink(target);
  const id = await team.core.context.store.files.put(randomBytes(10));
  expect((await team.api("DELETE", `/devices/${joined.deviceId}`, { cookie: team.admin })).status).toBe(200);
  await expect(link.read(id, 0, NEVER)).rejects.toMatchObject({ code: "PD_SYNC_REVOKED" });
  await expect(link.missing([id], NEVER)).rejects.toMatchObject({ code: "PD_SYNC_REVOKED" });
  const content = randomBytes(10);
  const bringing = link.writePiece(blobIdOf(content), { start: 0, sizeBytes: 10, content }, NEVER);
  await expect(bringing).rejects.toMatchObject({ code: "PD_SYNC_REVOKED" });
});

test("[H3] what is too large, too much for a piece, or not what it is said to be, is refused in words, and nothing is left of it", async () => {
  const team = await startTeam();
  const { target } = await joinByPassword(team, ADA);
  const link = createHttpBlobLink(target);
  const content = randomBytes(10);
  const id = blobIdOf(content);
  const { files } = team.core.context.store;
  await expect(link.writePiece(id, { start: 0, sizeBytes: MAX_FILE_BYTES + 1, content }, NEVER)).rejects.toMatchObject({
    code: "PD_INPUT_TOO_LARGE",
  });
  const much = randomBytes(FILE_PIECE_BYTES + 1);
  await expect(
    link.writePiece(blobIdOf(much), { start: 0, sizeBytes: much.byteLength, content: much }, NEVER),
  ).rejects.toMatchObject({ code: "PD_INPUT_TOO_LARGE" });
  const wrong = link.writePiece(id, { start: 0, sizeBytes: 10, content: randomBytes(10) }, NEVER);
  await expect(wrong).rejects.toMatchObject({ code: "PD_SYNC_FILE_WRONG" });
  async function* whole() {
    yield randomBytes(FILE_PIECE_BYTES);
  }
  await expect(link.writeWhole(id, FILE_PIECE_BYTES, whole(), NEVER)).rejects.toMatchObject({
    code: "PD_SYNC_FILE_WRONG",
  });
  expect(await files.sizeOf(id)).toBeNull();
  await link.writeWhole(
    blobIdOf(much),
    much.byteLength,
    (async function* () {
      yield much;
    })(),
    NEVER,
  );
  expect(await files.sizeOf(blobIdOf(much))).toBe(much.byteLength);
});

test("[H3] no name of a file leads out of where files lie", async () => {
  const team = await startTeam();
  const { target } = await joinByPassword(team, ADA);
  const { host } = new URL(target.serverUrl);
  const ask = async (path: string) => {
    // By hand: a client would put the path in order first.
    const socket = connect(team.host.port, "127.0.0.1");
    socket.end(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${target.token}\r\nPipedesk-Device: laptop\r\nConnection: close\r\n\r\n`,
    );
    return text(socket);
  };
  const names = [
    "../../desk.sqlite",
    "..%2f..%2fdesk.sqlite",
    "%2e%2e/desk.sqlite",
    `${"a".repeat(62)}/..`,
    "A".repeat(64),
    `${"a".repeat(64)}%00`,
    `${"a".repeat(64)}/../../../desk.sqlite`,
  ];
  for (const name of names) {
    const answer = await ask(`/sync/blobs/${name}`);
    expect(answer.split("\r\n")[0]).not.toMatch(/ 20\d /u);
    expect(answer).not.toContain("SQLite format");
  }
});

test("a part of a file is answered as RFC 9110 has it", async () => {
  const team = await startTeam();
  const { target } = await joinByPassword(team, ADA);
  const content = randomBytes(1000);
  const id = await team.core.context.store.files.put(content);
  const ask = (headers: Record<string, string>, method = "GET") =>
    team.ask(`/sync/blobs/${id}`, {
      method,
      token: target.token,
      headers: { "pipedesk-device": "laptop", ...headers },
    });
  const part = await ask({ range: "bytes=100-199" });
  expect([part.status, part.headers["content-range"]]).toEqual([206, "bytes 100-199/1000"]);
  expect(part.body.equals(content.subarray(100, 200))).toBe(true);
  const behind = await ask({ range: "bytes=1000-" });
  expect([behind.status, behind.headers["content-range"]]).toEqual([416, "bytes */1000"]);
  const head = await ask({}, "HEAD");
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, "1000", 0]);
  expect((await ask({ range: "lines=1-2" })).status).toBe(200);
  const unknown = await team.ask(`/sync/blobs/${"0".repeat(64)}`, {
    token: target.token,
    headers: { "pipedesk-device": "laptop" },
  });
  expect([unknown.status, unknown.json]).toEqual([
    404,
    { error: { code: "PD_SYNC_FILE_AWAITED", message: expect.stringContaining("not brought it yet") } },
  ]);
});
