import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TicketId, type BlobId, type MessageId } from "#shared/model/ids.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Core } from "#main/core.ts";
import { blobIdOf } from "#main/store/blobs.ts";
import { FIRST_FILES_BYTES, KEEP_USED_FOR_MS } from "#main/sync/limits.ts";
import { openTeam, type Team, type TeamMember } from "../../support/team.ts";
import { DAY_MS, INBOUND } from "../../support/test-desk.ts";

const HOUR_MS = 3_600_000;

let team: Team;
beforeEach(async () => {
  team = await openTeam();
});
afterEach(() => team.close());

const sizeOn = ({ context }: Core, id: BlobId) => context.store.files.sizeOf(id);

function filesOf({ core }: TeamMember) {
  if (core.member === null) throw new TypeError("A member has this.");
  return core.member.files;
}

type Mail = { readonly ticketId: TicketId; readonly messageId: MessageId; readonly blobId: BlobId };

/** A mail with a file that came to the team's server. */
async function mailWithFile(name: string, bytes: number): Promise<Mail> {
  const raw = [
    `From: Anna <${name}@example.com>`,
    "To: help@desk.example",
    `Subject: ${name}`,
    `Message-ID: <${name}@example.com>`,
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
    randomBytes(bytes).toString("base64").replaceAll(/.{76}/gu, "$&\r\n"),
    "--b--",
    "",
  ].join("\r\n");
  const { ticketId, messageId } = await team.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  const message = messageId === null ? null : await team.client.messages.get({ id: messageId });
  const blobId = message?.attachments[0]?.blobId;
  if (message === null || blobId === undefined) throw new Error("The mail has a file.");
  return { ticketId: TicketId.parse(ticketId), messageId: message.id, blobId };
}

/** A mail that a member writes, with a file of theirs. */
async function compose(member: TeamMember, bytes: number): Promise<BlobId> {
  const { client } = member;
  const { blobId } = await client.uploads.create({ file: new File([randomBytes(bytes)], "boots.bin") });
  const pipelineId = member.core.context.setup.pipelines()[0]?.id;
  if (pipelineId === undefined) throw new Error("A desk has a pipeline.");
  const { id } = await client.tickets.create({ pipelineId, subject: "Boots" });
  const to = [{ name: "", address: "anna@example.com" }];
  await client.tickets.compose({ id, to, text: "See the file.", attachments: [{ blobId, name: "boots.bin" }] });
  return blobId;
}

test("[H3] small files of a mail are with the server before the mail is, large ones come beside it", async () => {
  const anna = await team.join("anna");
  const small = await compose(anna, 10_000);
  const seen: string[] = [];
  await anna.sync({
    before: async ({ ask }) => {
      if (ask === "push") seen.push(String(await sizeOn(team.server, small)));
    },
  });
  expect(seen[0]).toBe("10000");
  const large = await compose(anna, FIRST_FILES_BYTES + 1);
  await anna.sync();
  expect(await sizeOn(team.server, large)).toBeNull();
  expect(await filesOf(anna).waiting()).toBe(1);
  await filesOf(anna).work();
  expect(await sizeOn(team.server, large)).toBe(FIRST_FILES_BYTES + 1);
  expect(await filesOf(anna).waiting()).toBe(0);
});

test("[H3] a file whose pieces reach several processes of a server, of which none gets on, is brought in one piece", async () => {
  const anna = await team.join("anna");
  anna.fileWire.scattersPieces = true;
  const asked: string[] = [];
  anna.fileWire.before = (what) => void asked.push(what);
  const blobId = await compose(anna, FIRST_FILES_BYTES + 1);
  await anna.sync();
  await filesOf(anna).work();
  expect(await sizeOn(team.server, blobId)).toBe(FIRST_FILES_BYTES + 1);
  expect(asked.filter((what) => what === "writeWhole")).toHaveLength(1);
});

test("[H3] a piece that doesn't go on where the server is, is not taken", async () => {
  const anna = await team.join("anna");
  const { syncServer } = team.server;
  const caller = { userId: anna.userId, tokenId: "", deviceId: "device_anna" };
  const content = randomBytes(10);
  const take = (start: number, end: number) =>
    syncServer?.files.takePiece(caller, blobIdOf(content), {
      start,
      sizeBytes: 10,
      content: content.subarray(start, end),
    });
  expect([await take(5, 10), await take(0, 4), await take(6, 10), await take(2, 6), await take(0, 0)]).toEqual([
    0, 4, 4, 6, 6,
  ]);
  expect([await take(6, 10), await sizeOn(team.server, blobIdOf(content))]).toEqual([10, 10]);
});

test("[H3] what has still to be brought is not forgotten by a device that is closed before", async () => {
  const anna = await team.join("anna");
  anna.fileWire.before = () => {
    throw new PipedeskError("PD_SYNC_OFFLINE", "No network.");
  };
  const blobId = await compose(anna, 10_000);
  await anna.sync();
  expect(await sizeOn(team.server, blobId)).toBeNull();
  await anna.restart();
  delete anna.fileWire.before;
  await filesOf(anna).work();
  expect(await sizeOn(team.server, blobId)).toBe(10_000);
});

test("[H3] a file that the server refuses stays here, is told apart, and is tried again when the desk opens", async () => {
  const anna = await team.join("anna");
  anna.fileWire.before = (what) => {
    if (what === "writePiece") throw new PipedeskError("PD_INPUT_TOO_LARGE", "Too large.");
  };
  const blobId = await compose(anna, 10_000);
  await anna.sync();
  await filesOf(anna).work();
  expect(await filesOf(anna).waiting()).toBe(0);
  expect(await sizeOn(anna.core, blobId)).toBe(10_000);
  delete anna.fileWire.before;
  await filesOf(anna).work();
  expect(await sizeOn(team.server, blobId)).toBeNull();
  await anna.restart();
  await filesOf(anna).work();
  expect(await sizeOn(team.server, blobId)).toBe(10_000);
});

test("[H3] files of recent tickets are fetched ahead, the newest first, as far as there is room", async () => {
  const old = await mailWithFile("old", 5_000);
  team.clock.nowEpochMs += 100 * DAY_MS;
  const first = await mailWithFile("first", 6_000);
  team.clock.nowEpochMs += DAY_MS;
  const second = await mailWithFile("second", 7_000);
  team.clock.nowEpochMs += DAY_MS;
  const third = await mailWithFile("third", 8_000);
  team.clock.nowEpochMs += DAY_MS;
  const anna = await team.join("anna");
  await filesOf(anna).setBudget(16_000);
  await anna.sync();
  await filesOf(anna).work();
  expect(await sizeOn(anna.core, third.blobId)).toBe(8_000);
  expect(await sizeOn(anna.core, second.blobId)).toBe(7_000);
  expect(await sizeOn(anna.core, first.blobId)).toBeNull();
  expect(filesOf(anna).fetchedBytes()).toBe(15_000);
  // More room, and it goes on; not with what lies too far back.
  await filesOf(anna).setBudget(100_000);
  await filesOf(anna).work();
  expect(await sizeOn(anna.core, first.blobId)).toBe(6_000);
  expect(await sizeOn(anna.core, old.blobId)).toBeNull();
});

test("[H3] over the budget goes what nobody has looked at for the longest time, and never what this device has made", async () => {
  const [one, two, three] = [
    await mailWithFile("one", 80_000),
    await mailWithFile("two", 80_000),
    await mailWithFile("three", 70_000),
  ];
  team.clock.nowEpochMs += HOUR_MS;
  const anna = await team.join("anna");
  const own = await compose(anna, 90_000);
  await anna.sync();
  await filesOf(anna).work();
  expect(filesOf(anna).fetchedBytes()).toBe(230_000);
  await anna.restart();
  expect(filesOf(anna).fetchedBytes()).toBe(230_000);
  team.clock.nowEpochMs += KEEP_USED_FOR_MS + HOUR_MS;
  // Somebody looks at the first.
  await anna.client.messages.attachment({ id: one.messageId, blobId: one.blobId });
  await filesOf(anna).setBudget(80_000);
  await filesOf(anna).work();
  expect(await sizeOn(anna.core, one.blobId)).toBe(80_000);
  expect(await sizeOn(anna.core, two.blobId)).toBeNull();
  expect(await sizeOn(anna.core, three.blobId)).toBeNull();
  expect(await sizeOn(anna.core, own)).toBe(90_000);
  // What was just looked at stays even where there is no room at all; what was made here always does.
  await filesOf(anna).setBudget(0);
  await filesOf(anna).work();
  expect(await sizeOn(anna.core, one.blobId)).toBe(80_000);
  team.clock.nowEpochMs += KEEP_USED_FOR_MS + HOUR_MS;
  await filesOf(anna).work();
  expect(await sizeOn(anna.core, one.blobId)).toBeNull();
  expect(await sizeOn(anna.core, own)).toBe(90_000);
  // It comes again when somebody asks.
  const { body } = await anna.client.messages.attachment({ id: one.messageId, blobId: one.blobId });
  expect(body.size).toBe(80_000);
  // Nothing is left of it on its way.
  expect(await readdir(join(anna.dataDir, "incoming"))).toEqual([]);
});

test("[H3] a file that the server has lost is not taken out, but brought to it", async () => {
  const mail = await mailWithFile("one", 80_000);
  const anna = await team.join("anna");
  await anna.sync();
  await filesOf(anna).work();
  await team.server.context.store.files.remove(mail.blobId);
  team.clock.nowEpochMs += KEEP_USED_FOR_MS + HOUR_MS;
  await filesOf(anna).setBudget(0);
  await filesOf(anna).work();
  expect(await sizeOn(anna.core, mail.blobId)).toBe(80_000);
  expect(await sizeOn(team.server, mail.blobId)).toBe(80_000);
});

test("[H3] how much room files have is the device's own, and kept", async () => {
  const anna = await team.join("anna");
  await filesOf(anna).setBudget(12_345);
  await anna.restart();
  expect(filesOf(anna).budgetBytes()).toBe(12_345);
  await expect(filesOf(anna).setBudget(-1)).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
});

test("[H3] who looks at a file while the server is away is told so, and inside a piece of work nothing waits for the network", async () => {
  const mail = await mailWithFile("one", 80_000);
  const anna = await team.join("anna");
  await anna.sync();
  const asked = vi.fn<() => never>(() => {
    throw new PipedeskError("PD_SYNC_OFFLINE", "No network.");
  });
  anna.fileWire.before = asked;
  const attachment = () => anna.client.messages.attachment({ id: mail.messageId, blobId: mail.blobId });
  await expect(attachment()).rejects.toMatchObject({ code: "PD_SYNC_OFFLINE" });
  asked.mockClear();
  const { queue, store } = anna.core.context;
  await expect(queue.run(() => store.files.read(mail.blobId))).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
  expect(asked).not.toHaveBeenCalled();
});
