import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createEventHub } from "#main/hosts/electron/desktop/event-hub.ts";
import { openSettings, withDefaults } from "#main/hosts/electron/desktop/settings.ts";
import { applySpelling, dictionariesFor } from "#main/hosts/electron/desktop/spelling.ts";
import type { DesktopEvent } from "#shared/contract/desktop/events.ts";

describe("kept settings", () => {
  async function keptIn(text?: string) {
    const folder = await mkdtemp(join(tmpdir(), "pipedesk-settings-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, "desktop.json");
    if (text !== undefined) await writeFile(path, text);
    const failures: unknown[] = [];
    return { path, failures, kept: openSettings(path, (error) => failures.push(error)) };
  }

  test("are as they were left, and the rest of a damaged or foreign file is used", async () => {
    const { path, kept, failures } = await keptIn();
    kept.change({ settings: { notify: false } });
    kept.change({ language: "it" });
    await kept.written();
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
      settings: { notify: false },
      window: null,
      language: "it",
      updates: { channel: "stable", postponedUntilEpochMs: null },
    });
    expect(failures).toEqual([]);
    const foreign = await keptIn('{"settings": {"notify": "loud"}, "window": {"zoom": 99}, "language": "xx"}');
    const updates = { channel: "stable", postponedUntilEpochMs: null };
    expect([foreign.kept.now(), foreign.failures]).toEqual([
      { settings: {}, window: null, language: null, updates },
      [],
    ]);
    const damaged = await keptIn("{");
    expect([damaged.kept.now().settings, damaged.failures.length]).toEqual([{}, 1]);
  });

  test("that can't be written hold as long as the program runs, and are told", async () => {
    const { path, kept, failures } = await keptIn();
    await rm(join(path, ".."), { recursive: true });
    kept.change({ settings: { keepRunning: true } });
    await kept.written();
    expect([kept.now().settings, failures.length]).toEqual([{ keepRunning: true }, 1]);
  });

  test("nobody chose: a Mac keeps running and checks spelling, others do neither", () => {
    expect([withDefaults({}, true), withDefaults({ notify: false }, false)]).toEqual([
      { launchAtLogin: false, keepRunning: true, notify: true, spellCheck: true, spellLanguages: [] },
      { launchAtLogin: false, keepRunning: false, notify: false, spellCheck: false, spellLanguages: [] },
    ]);
  });
});

describe("spelling", () => {
  const known = ["de", "en-GB", "en-US", "it"];

  test("the dictionary of that language, else of the same, the system's country first", () => {
    expect([
      dictionariesFor(["it", "en"], known, "en-US"),
      dictionariesFor(["en"], known, "de-DE"),
      dictionariesFor(["en-US", "en", "xx"], known, "en-US"),
    ]).toEqual([["it", "en-US"], ["en-GB"], ["en-US"]]);
  });

  test("switched off no dictionary is asked for; on a Mac never", () => {
    const asked: unknown[] = [];
    const session = {
      availableSpellCheckerLanguages: known,
      setSpellCheckerEnabled: (isOn: boolean) => void asked.push(isOn),
      setSpellCheckerLanguages: (languages: string[]) => void asked.push(languages),
    };
    const settings = withDefaults({}, false);
    const here = { language: "it", systemLocale: "it-IT", isMac: false };
    applySpelling(session, settings, here);
    applySpelling(session, { ...settings, spellCheck: true }, here);
    applySpelling(session, { ...settings, spellCheck: true }, { ...here, isMac: true });
    expect(asked).toEqual([false, true, ["it"], true]);
  });
});

describe("events for the page", () => {
  const go = (path: string): DesktopEvent => ({ type: "go", path });

  test("wait for a page that loads, and go to the newest one only", async () => {
    const hub = createEventHub();
    hub.send(go("board"));
    const first = hub.listen(undefined);
    expect(await first.next()).toEqual({ done: false, value: go("board") });
    const silent = first.next();
    const second = hub.listen(undefined);
    const heard = second.next();
    expect(await silent).toEqual({ done: true, value: undefined });
    hub.send(go("inbox"));
    expect(await heard).toEqual({ done: false, value: go("inbox") });
  });

  test("a page that leaves hears no more; what comes then waits, and not without bound", async () => {
    const hub = createEventHub();
    const leaving = new AbortController();
    const page = hub.listen(leaving.signal);
    const next = page.next();
    leaving.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    for (let number = 0; number < 150; number += 1) hub.send({ type: "ticket", number });
    expect(await hub.listen(undefined).next()).toEqual({ done: false, value: { type: "ticket", number: 50 } });
  });
});
