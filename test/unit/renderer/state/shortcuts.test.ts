import { describe, expect, test } from "vitest";
import type { KeyPress } from "#renderer/state/key-name.ts";
import { conflictOf } from "#renderer/state/shortcut-catalogue.ts";
import { createShortcutRegistry } from "#renderer/state/shortcuts.ts";

const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  getModifierState: () => false,
  ...held,
});

function setUp() {
  const clock = { ms: 0 };
  const ran: string[] = [];
  const registry = createShortcutRegistry({ now: () => clock.ms, sequenceMs: 1_000 });
  const shortcut = (keys: string, name = keys, when?: () => boolean) => ({
    keys,
    label: name,
    when,
    run: () => ran.push(name),
  });
  return { clock, ran, registry, shortcut };
}

describe("shortcuts", () => {
  test("a key runs what was registered for it, whatever its case, and nothing else", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("j"), shortcut("?")]);
    expect([registry.press(key("J")), registry.press(key("?", { shiftKey: true })), registry.press(key("x"))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(ran).toEqual(["j", "?"]);
  });

  test("two keys in a row are one shortcut, if they come soon enough after each other", () => {
    const { clock, ran, registry, shortcut } = setUp();
    registry.register([shortcut("g b"), shortcut("b")]);
    registry.press(key("g"));
    clock.ms = 900;
    registry.press(key("b"));
    registry.press(key("g"));
    clock.ms = 5_000;
    registry.press(key("b"));
    expect(ran).toEqual(["g b", "b"]);
  });

  test("a key of a Cyrillic or Hebrew keyboard does what it does on a Latin one (Zulip 7517)", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("r"), shortcut("g b"), shortcut("["), shortcut("Shift+z")]);
    registry.press(key("к", { code: "KeyR" }));
    registry.press(key("П", { code: "KeyG", shiftKey: false }));
    registry.press(key("и", { code: "KeyB" }));
    registry.press(key("х", { code: "BracketLeft" }));
    registry.press(key("ז", { code: "KeyZ", shiftKey: true }));
    expect(ran).toEqual(["r", "g b", "[", "Shift+z"]);
  });

  test("a Latin letter is the one that was typed, wherever its key is", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("a"), shortcut("q")]);
    registry.press(key("a", { code: "KeyQ" }));
    expect(ran).toEqual(["a"]);
  });

  test("a sign that is typed with AltGr is no key held with Ctrl and Alt; a letter with it is the browser's", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("["), shortcut("e")]);
    const altGr = { ctrlKey: true, altKey: true, getModifierState: (name: string) => name === "AltGraph" };
    expect([registry.press(key("[", altGr)), registry.press(key("e", altGr))]).toEqual([true, false]);
    expect(registry.press(key("[", { ctrlKey: true }))).toBe(false);
    expect(ran).toEqual(["["]);
  });

  test("keys held with Ctrl, Alt or Meta belong to the browser", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("k")]);
    expect(
      [{ ctrlKey: true }, { altKey: true }, { metaKey: true }].map((held) => registry.press(key("k", held))),
    ).toEqual([false, false, false]);
    expect(ran).toEqual([]);
  });

  test("Shift counts for keys that type nothing", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("ArrowLeft"), shortcut("Shift+ArrowLeft")]);
    registry.press(key("ArrowLeft", { shiftKey: true }));
    registry.press(key("ArrowLeft"));
    expect(ran).toEqual(["Shift+ArrowLeft", "ArrowLeft"]);
  });

  test("the screen that came later wins, and gives the key back when it goes", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("m", "board")]);
    const leave = registry.register([shortcut("m", "ticket")]);
    registry.press(key("m"));
    leave();
    registry.press(key("m"));
    expect(ran).toEqual(["ticket", "board"]);
  });

  test("a shortcut that doesn't apply now lets the key go on", () => {
    const { ran, registry, shortcut } = setUp();
    registry.register([shortcut("Enter", "outer")]);
    registry.register([shortcut("Enter", "inner", () => false), shortcut("End", "end", () => false)]);
    expect([registry.press(key("Enter")), registry.press(key("End"))]).toEqual([true, false]);
    expect(ran).toEqual(["outer"]);
  });

  test("the list names each key once, the newest screen first", () => {
    const { registry, shortcut } = setUp();
    registry.register([shortcut("m", "board"), shortcut("j", "next")]);
    registry.register([shortcut("m", "ticket")]);
    expect(registry.list().map(({ label }) => label)).toEqual(["ticket", "next"]);
  });
});

describe("keys of one's own", () => {
  test("take the place of those that a screen names; '' is none; a field that opens is told of", () => {
    const ran: string[] = [];
    const chosen: Record<string, string> = { j: "d", e: "", "g b": "h" };
    const registry = createShortcutRegistry({
      now: () => 0,
      sequenceMs: 1_000,
      chosen: () => chosen,
      opensField: () => ran.push("field"),
    });
    const shortcut = (keys: string) => ({ keys, label: keys, run: () => ran.push(keys) });
    registry.register(["j", "e", "g b", "x"].map(shortcut));
    registry.register([{ ...shortcut("/"), opensField: true }]);
    expect(["d", "j", "e", "h", "g", "x", "/"].map((name) => registry.press(key(name)))).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
      true,
    ]);
    expect([ran, registry.list().map(({ keys }) => keys)]).toEqual([
      ["j", "g b", "x", "field", "/"],
      ["/", "d", "h", "x"],
    ]);
    expect(["j", "e", "constructor"].map((keys) => registry.keysFor(keys))).toEqual(["d", "", "constructor"]);
  });

  test("a key that another has, or that begins its two, is in use", () => {
    const asNamed = (keys: string) => keys;
    expect([
      conflictOf("j", "k", asNamed)?.keys,
      conflictOf("j", "g", asNamed)?.keys,
      conflictOf("j", "c x", asNamed)?.keys,
      conflictOf("j", "j", asNamed),
      conflictOf("j", "d", asNamed),
      conflictOf("j", "k", (keys) => (keys === "k" ? "" : keys)),
    ]).toEqual(["k", "g b", "c", null, null, null]);
  });
});
