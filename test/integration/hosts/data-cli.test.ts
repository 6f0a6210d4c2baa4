import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipedesk, serve, temporaryFolder } from "./cli-process.ts";

const MAIL = [
  "From: Ann <ann@customer.example>",
  "To: help@desk.example",
  "Subject: It does not work",
  "Date: Mon, 05 Jan 2026 10:00:00 +0000",
  "Message-ID: <1@customer.example>",
  "",
  "Since this morning.",
  "",
].join("\r\n");

const last = (text: string): Record<string, unknown> =>
  JSON.parse(text.trim().split("\n").at(-1) ?? "{}") as Record<string, unknown>;

describe("pipedesk doctor, backup, export, erase and restore", () => {
  test("lead a desk from sound to gone and back, each in words and as JSON; one that is open elsewhere is told, and reached by its address", async () => {
    const folder = await temporaryFolder();
    const data = join(folder, "desk");
    await writeFile(join(folder, "a.eml"), MAIL);
    const none = await pipedesk("doctor", "--data", data);
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining("There is no desk in")]);
    await pipedesk("import", join(folder, "a.eml"), "--data", data, "--own", "help@desk.example");

    const sound = await pipedesk("doctor", "--data", data, "--json");
    expect([sound.code, sound.stderr]).toEqual([0, ""]);
    expect((last(sound.stdout)["findings"] as { id: string }[]).map(({ id }) => id)).toContain("database-fine");

    const file = join(folder, "a.tar");
    const backup = await pipedesk("backup", "--to", file, "--data", data);
    expect([backup.code, backup.stdout.split("\n")[0]]).toEqual([
      0,
      expect.stringContaining(`The backup is in ${file}`),
    ]);
    const again = await pipedesk("backup", "--to", file, "--data", data);
    expect([again.code, again.stderr.split("\n").length]).toEqual([1, 2]);

    const mbox = await pipedesk("export", "--format", "mbox", "--to", folder, "--data", data, "--json");
    expect(last(mbox.stdout)).toMatchObject({ mails: 1, rebuilt: 0 });

    const open = await serve("--data", data, "--port", "0");
    const shut = await pipedesk("backup", "--to", join(folder, "b.tar"), "--data", data);
    expect([shut.code, shut.stderr]).toEqual([1, expect.stringContaining("--url")]);
    const there = await pipedesk("backup", "--to", join(folder, "b.tar"), "--url", open.url);
    expect(there.code).toBe(0);
    const restoring = await pipedesk("restore", "--from", file, "--data", data);
    expect([restoring.code, restoring.stderr]).toEqual([1, expect.stringContaining("open in another program")]);
    const looked = await pipedesk("doctor", "--data", data);
    expect([looked.code, looked.stdout]).toEqual([0, expect.stringContaining("Another program has the desk open")]);
    await open.stop();

    const dry = await pipedesk("erase", "ann@customer.example", "--dry-run", "--data", data, "--json");
    expect(last(dry.stdout)).toMatchObject({ messages: 1, confirm: "ann@customer.example" });
    // Nobody is there to be asked.
    const unasked = await pipedesk("erase", "ann@customer.example", "--data", data);
    expect(unasked.code).toBe(1);
    const erased = await pipedesk(
      "erase",
      "ann@customer.example",
      "--confirm",
      "ann@customer.example",
      "--data",
      data,
      "--json",
    );
    expect([erased.code, last(erased.stdout)]).toEqual([0, expect.objectContaining({ messages: 1 })]);
    const gone = await pipedesk("erase", "ann@customer.example", "--dry-run", "--data", data);
    expect(gone.code).toBe(1);

    const restored = await pipedesk("restore", "--from", file, "--data", data, "--json");
    expect([restored.code, last(restored.stdout)]).toEqual([0, expect.objectContaining({ tickets: 1, messages: 1 })]);
    const back = await pipedesk("erase", "ann@customer.example", "--dry-run", "--data", data);
    expect(back.code).toBe(0);
    expect((await readdir(data)).filter((name) => name.startsWith("desk-before-restore-"))).toHaveLength(1);

    await writeFile(join(data, "desk.sqlite"), "Dear Sir or Madam");
    const broken = await pipedesk("doctor", "--data", data);
    expect([broken.code, broken.stdout]).toEqual([1, expect.stringMatching(/Problem.*none of Pipedesk’s/u)]);
  });
});
