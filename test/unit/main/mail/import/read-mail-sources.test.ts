import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { mkdir, mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, expect, test } from "vitest";

import { readMailSources, sourceSize } from "#main/mail/import/read-mail-sources.ts";
import type { ReadMailSourcesOptions, SourceMail } from "#main/mail/import/source-mail.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "pipedesk-import-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const FROM_LINE = "From ada@example.com Tue Mar  5 09:12:00 2024\n";
const eml = (number: number, body = "hi\n"): string => `From: ada@example.com\nSubject: ${number}\n\n${body}`;
const mbox = (...messages: string[]): string => messages.map((message) => `${FROM_LINE}${message}\n`).join("");

async function readAll(paths: string[], options: ReadMailSourcesOptions = {}): Promise<SourceMail[]> {
  const items: SourceMail[] = [];
  for await (const item of readMailSources(paths, options)) items.push(item);
  return items;
}

/** What a test looks at: where it came from, and the raw text or the reason. */
function summary(items: readonly SourceMail[]): unknown[] {
  return items.map((item) => [
    item.file.slice(dir.length + 1),
    item.index,
    item.kind === "mail" ? Buffer.from(item.raw).toString("latin1") : item.kind === "large" ? "large" : item.reason,
  ]);
}

test("[H6] a directory is read in a stable order and nothing in it is skipped silently", async () => {
  await mkdir(join(dir, "box/cur"), { recursive: true });
  await mkdir(join(dir, "box/new"));
  await mkdir(join(dir, "box/tmp"));
  await writeFile(join(dir, "box/cur/2.host:2,S"), eml(2));
  await writeFile(join(dir, "box/new/3.host"), eml(3));
  await writeFile(join(dir, "box/tmp/4.host"), eml(4));
  await writeFile(join(dir, "a.txt"), eml(1));
  await writeFile(join(dir, "notes.md"), "# Notes\n\nSubject: none\n");
  await writeFile(join(dir, "empty.eml"), "");
  await writeFile(join(dir, "packed.gz"), gzipSync(mbox(eml(5), eml(6))));
  await writeFile(join(dir, "single.eml.gz"), gzipSync(eml(7)));
  await writeFile(join(dir, "torn.gz"), gzipSync(eml(8)).subarray(0, 30));
  await writeFile(join(dir, "x.emlx"), `${eml(9).length}\n${eml(9)}<?xml version="1.0"?>`);
  await symlink(dir, join(dir, "loop"));
  expect(summary(await readAll([dir, join(dir, "missing.eml")]))).toEqual([
    ["a.txt", 0, eml(1)],
    ["box/cur/2.host:2,S", 0, eml(2)],
    ["box/new/3.host", 0, eml(3)],
    ["empty.eml", 0, "empty"],
    ["loop", 0, "unreadable"],
    ["notes.md", 0, "not-mail"],
    ["packed.gz", 0, eml(5)],
    ["packed.gz", 1, eml(6)],
    ["single.eml.gz", 0, eml(7)],
    // What could be unpacked of its message, then that reading stopped.
    ["torn.gz", 0, "unreadable"],
    ["torn.gz", 1, "unreadable"],
    ["x.emlx", 0, eml(9)],
    ["missing.eml", 0, "unreadable"],
  ]);
});

test("[H6] mbox: CRLF, escaped and unescaped From lines, a missing empty line, blank messages", async () => {
  const file = join(dir, "in.mbox");
  const tricky = eml(
    1,
    "text\n\n>From ada with love\n>>From quoted\nFrom here on 10:30 it is fine\n\nFrom now on: yes\n\nFrom me 2024-03-05 10:30\nend\n",
  );
  await writeFile(
    file,
    `${mbox(tricky)}${mbox(eml(2)).replaceAll("\n", "\r\n")}${FROM_LINE}\n${FROM_LINE}${eml(3, "no empty line behind\n")}${mbox(eml(4))}`,
  );
  const items = await readAll([file]);
  expect(summary(items).map((item) => (item as unknown[])[2])).toEqual([
    tricky.replace(">From ada", "From ada").replace(">>From", ">From"),
    eml(2).replaceAll("\n", "\r\n"),
    "empty",
    eml(3, "no empty line behind\n"),
    eml(4),
  ]);
  const source = await readFile(file, "latin1");
  expect(items.map((item) => source.slice(item.offsetBytes, item.offsetBytes + FROM_LINE.trim().length))).toEqual(
    items.map(() => FROM_LINE.trim()),
  );
});

test.each(["in.mbox", "in.mbox.gz"])("[H6] reading %s goes on behind any message", async (name) => {
  const file = join(dir, name);
  const text = mbox(eml(0), eml(1), eml(2, "x".repeat(400_000)), eml(3));
  await writeFile(file, name.endsWith(".gz") ? gzipSync(text) : text);
  await writeFile(join(dir, "a-before.eml"), eml(8));
  await writeFile(join(dir, "z-after.eml"), eml(9));
  const all = await readAll([dir]);
  for (const [position, item] of all.entries()) {
    const rest = await readAll([dir], { resumeFrom: item.next });
    expect(summary(rest)).toEqual(summary(all.slice(position + 1)));
    expect(rest.map((later) => later.offsetBytes)).toEqual(all.slice(position + 1).map((later) => later.offsetBytes));
  }
  expect(all.at(-1)?.progressBytes).toBe(await sourceSize([dir]));
});

test("[H6] a position counts only while the files up to it are as they were; else reading begins anew", async () => {
  await writeFile(join(dir, "b.mbox"), mbox(eml(0), eml(1)));
  await writeFile(join(dir, "c.eml"), eml(2));
  const [first] = await readAll([dir]);
  if (!first) throw new Error("nothing read");
  const goesOn = async () =>
    summary(await readAll([dir], { resumeFrom: first.next })).map((item) => (item as unknown[]).slice(0, 2));
  expect(await goesOn()).toEqual([
    ["b.mbox", 1],
    ["c.eml", 0],
  ]);
  await writeFile(join(dir, "d-behind.eml"), eml(3));
  expect(await goesOn()).toEqual([
    ["b.mbox", 1],
    ["c.eml", 0],
    ["d-behind.eml", 0],
  ]);
  await writeFile(join(dir, "a-before.eml"), eml(4));
  expect((await goesOn())[0]).toEqual(["a-before.eml", 0]);
  await rm(join(dir, "a-before.eml"));
  await writeFile(join(dir, "b.mbox"), mbox(eml(7), eml(8), eml(9)));
  expect((await goesOn())[0]).toEqual(["b.mbox", 0]);
});

test("[H6] a mail cut off inside a packed file is kept as far as it goes, and nothing is read twice behind it", async () => {
  const text = mbox(eml(0), eml(1, Array.from({ length: 30_000 }, (_, line) => `${line}\n`).join("")));
  const packed = gzipSync(text);
  await writeFile(join(dir, "torn.mbox.gz"), packed.subarray(0, packed.length / 2));
  const items = await readAll([dir]);
  expect(items.map((item) => [item.index, item.kind])).toEqual([
    [0, "mail"],
    [1, "set-aside"],
    [2, "set-aside"],
  ]);
  const torn = items[1];
  if (torn?.kind !== "set-aside") throw new Error("not set aside");
  const kept = Buffer.from(torn.rawPrefix).toString("latin1");
  expect({ isBeginning: text.includes(kept), isMuch: kept.length > 10_000 }).toEqual({
    isBeginning: true,
    isMuch: true,
  });
});

test("[H6] links between directories are followed once each", async () => {
  const names = Array.from({ length: 12 }, (_, level) => join(dir, `level${level}`));
  for (const [level, name] of names.entries()) {
    await mkdir(name);
    await writeFile(join(name, "mail.eml"), eml(level));
  }
  for (const name of names)
    for (const [level, other] of names.entries()) await symlink(other, join(name, `to${level}`));
  const mails = (await readAll([dir])).filter(({ kind }) => kind === "mail");
  expect(mails.length).toBe(names.length);
});

test("[H6] a message over the limit goes to the spool and the ones behind it go on", async () => {
  const file = join(dir, "in.mbox");
  const spoolDir = join(dir, "spool");
  await mkdir(spoolDir);
  const large = eml(1, "y\n".repeat(400_000));
  await writeFile(file, mbox(eml(0), large, eml(2)));
  const items = await readAll([file], { maxMessageBytes: 100_000, spoolDir });
  const spooled = items[1];
  if (spooled?.kind !== "large") throw new Error("not spooled");
  expect([items.length, spooled.isEscaped, (await readFile(spooled.spoolPath, "latin1")).trimEnd()]).toEqual([
    3,
    true,
    large.trimEnd(),
  ]);
  expect(
    (await readAll([file], { maxMessageBytes: 100_000 })).map((item) => item.kind === "set-aside" && item.spoolPath),
  ).toEqual([false, null, false]);
});

test("[H6] what is larger than may be kept is not spooled to its end, and what is behind it goes on", async () => {
  const [file, spoolDir] = [join(dir, "bomb.mbox.gz"), join(dir, "spool")];
  await mkdir(spoolDir);
  await writeFile(file, gzipSync(mbox(eml(0), eml(1, "y\n".repeat(2_000_000)), eml(2))));
  const items = await readAll([file], { maxMessageBytes: 100_000, maxKeptBytes: 1_000_000, spoolDir });
  expect(items.map((item) => item.kind === "set-aside" && [item.reason, item.spoolPath])).toEqual([
    false,
    ["too-large", null],
    false,
  ]);
  expect(await readdir(spoolDir)).toEqual([]);
});

// Elsewhere the file system takes no such names.
test.runIf(process.platform === "linux")(
  "[H6] names that are no UTF-8 are read all the same, whatever the file is",
  async () => {
    const bytes = (name: string) => Buffer.concat([Buffer.from(`${dir}/`), Buffer.from(name, "latin1")]);
    await mkdir(bytes("\u00e9t\u00e9"));
    await writeFile(bytes("\u00e9t\u00e9/\u00ff.eml"), eml(0));
    await writeFile(bytes("\u00fc.mbox"), mbox(eml(1), eml(2)));
    const items = await readAll([dir]);
    expect(items.map((item) => item.kind === "mail" && Buffer.from(item.raw).toString())).toEqual([
      eml(0),
      eml(1),
      eml(2),
    ]);
    expect(new Set(items.map(({ file }) => file))).toEqual(
      new Set([join(dir, "\ufffdt\ufffd/\ufffd.eml"), join(dir, "\ufffd.mbox")]),
    );
  },
);

test("[H6] the desk's own folder is passed over, and that is said", async () => {
  await mkdir(join(dir, "desk/blobs"), { recursive: true });
  await writeFile(join(dir, "desk/blobs/one"), eml(0));
  await writeFile(join(dir, "z.eml"), eml(1));
  const ownDirectory = join(dir, "desk");
  expect(summary(await readAll([dir, ownDirectory], { ownDirectory }))).toEqual([
    ["desk", 0, "unreadable"],
    ["z.eml", 0, eml(1)],
    ["desk", 0, "unreadable"],
  ]);
});

test("[H6] an archive of 200 MB is read in flat memory", async () => {
  const file = join(dir, "large.mbox");
  const block = mbox(
    ...Array.from({ length: 200 }, (_, number) => eml(number, `${"All work and no play. ".repeat(40)}\n`.repeat(5))),
  );
  const blocks = Math.ceil(200_000_000 / block.length);
  const handle = await open(file, "w");
  for (let written = 0; written < blocks; written += 1) await handle.write(block);
  await handle.close();
  // What is held, not what waits to be collected: that depends on when the collector finds time.
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heldBytes = () => {
    collect();
    return process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
  };
  let count = 0;
  let peakBytes = 0;
  const before = heldBytes();
  for await (const item of readMailSources([file])) {
    count += item.kind === "mail" ? 1 : 0;
    if (count % 5000 === 0) peakBytes = Math.max(peakBytes, heldBytes() - before);
  }
  expect([count, peakBytes < 80_000_000]).toEqual([blocks * 200, true]);
});

test("[H6] reading can be stopped", async () => {
  await writeFile(join(dir, "in.mbox"), mbox(eml(0), eml(1)));
  const stop = new AbortController();
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const item of readMailSources([dir, dir], { signal: stop.signal })) {
        seen.push(item.index);
        stop.abort(new Error("enough"));
      }
    })(),
  ).rejects.toThrow("enough");
  expect(seen[0]).toBe(0);
});
