import { describe, expect, test } from "vitest";
import { mailCodec, noteCodec } from "#renderer/components/composer/draft/codecs.ts";
import { EMPTY_DRAFT, type MailDraft } from "#renderer/components/composer/draft/mail-draft.ts";
import { mergeTexts } from "#renderer/components/composer/draft/merge-drafts.ts";
import { createBrowser, settle } from "./draft-windows.ts";

async function twoWindows() {
  const browser = createBrowser();
  const [one, two] = [browser.openWindow(noteCodec), browser.openWindow(noteCodec)];
  await one.start();
  await two.start();
  return { browser, one, two };
}

describe("[H1c] a draft in two windows", () => {
  test("is the same in both, and has one name", async () => {
    const { one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    expect([two.text(), two.keeper.id() === one.keeper.id()]).toEqual(["Dear Anna", true]);
    two.type("Dear Anna, it is lost");
    two.endPauses();
    await settle();
    expect([one.text(), one.notices, two.notices]).toEqual(["Dear Anna, it is lost", [], []]);
  });

  test("sent in one is gone in the other, which begins another one under another name", async () => {
    const { browser, one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    const { id } = one.send();
    await settle();
    expect([one.text(), two.text(), browser.row()?.ended]).toEqual(["", "", "sent"]);
    two.type("And one more");
    two.endPauses();
    await settle();
    expect([one.text(), one.keeper.id(), two.keeper.id() === id]).toEqual(["And one more", two.keeper.id(), false]);
  });

  test("sent by both at the same moment goes by one name, with the same words", async () => {
    const { one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    expect(one.send()).toEqual(two.send());
    await settle();
    expect([one.text(), two.text()]).toEqual(["", ""]);
  });

  test("written in both at once holds what both had, and says so", async () => {
    const { browser, one, two } = await twoWindows();
    one.type("Dear Anna,");
    one.endPauses();
    await settle();
    one.type("Dear Anna, it is lost.");
    two.type("Dear Anna, we look for it.");
    one.endPauses();
    two.endPauses();
    await settle();
    expect(one.text()).toBe(two.text());
    expect(browser.row()?.text).toBe(one.text());
    for (const words of ["it is lost", "we look for it"]) expect(one.text()).toContain(words);
    expect([...one.notices, ...two.notices].map(({ kind }) => kind)).toEqual(["both"]);
  });

  test("changed at two places in two windows has both changes, and nobody is asked", async () => {
    const { one, two } = await twoWindows();
    one.type("Dear Anna, it is lost. Yours");
    one.endPauses();
    await settle();
    one.type("Dear Anna and Bob, it is lost. Yours");
    two.type("Dear Anna, it is lost. Yours, Mia");
    one.endPauses();
    two.endPauses();
    await settle();
    expect([one.text(), two.text(), one.notices, two.notices]).toEqual([
      "Dear Anna and Bob, it is lost. Yours, Mia",
      "Dear Anna and Bob, it is lost. Yours, Mia",
      [],
      [],
    ]);
  });

  test("sent in one while the other writes on: what was written stays, under another name, and it is told", async () => {
    const { one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    two.type("Dear Anna, and one more");
    const { id } = one.send();
    await settle();
    two.endPauses();
    await settle();
    expect([two.text(), two.notices, two.keeper.id() === id]).toEqual([
      "Dear Anna, and one more",
      [{ kind: "sent" }],
      false,
    ]);
    expect(one.text()).toBe("Dear Anna, and one more");
  });

  test("what another window stored while it was being sent is no part of what went out, and stays", async () => {
    const { one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    const id = one.keeper.id();
    two.type("Dear Anna, and one more");
    two.endPauses();
    // The answer of the core comes now, to what stood in the first window when it was sent.
    one.keeper.end("Dear Anna");
    await settle();
    expect([one.text(), two.text()]).toEqual(["Dear Anna, and one more", "Dear Anna, and one more"]);
    expect([one.keeper.id() === id, one.keeper.id() === two.keeper.id()]).toEqual([false, true]);
    expect(one.notices).toEqual([{ kind: "sent" }]);
  });

  test("sent by a window that does not show yet that the other one has sent it, it has the name under which it went out", async () => {
    const { one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    const painted = two.text();
    const { id } = one.send();
    await settle();
    expect([painted, two.text(), two.keeper.id(painted) === id]).toEqual(["Dear Anna", "", true]);
    one.type("And one more");
    one.endPauses();
    await settle();
    expect([two.keeper.id(painted) === id, two.keeper.id(two.text()) === one.keeper.id()]).toEqual([true, true]);
  });

  test("refused by the core because its name was used gets another one, and is not ended by the window that sent", async () => {
    const { browser, one, two } = await twoWindows();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    const id = one.keeper.id();
    two.type("Dear Bob");
    two.keeper.renew();
    one.keeper.end("Dear Anna");
    await settle();
    expect([browser.row()?.text, browser.row()?.draftId === id, browser.row()?.ended]).toEqual([
      "Dear Bob",
      false,
      undefined,
    ]);
    expect(two.text()).toBe("Dear Bob");
  });

  test("a window that slept while it was sent doesn't write it anew", async () => {
    const browser = createBrowser();
    const [one, two] = [browser.openWindow(noteCodec), browser.openWindow(noteCodec)];
    await one.start();
    one.type("Dear Anna");
    one.endPauses();
    await settle();
    // It hears nothing of what comes.
    await two.keeper.load();
    one.send();
    await settle();
    two.keeper.leave();
    await settle();
    expect(browser.row()).toMatchObject({ text: "", ended: "sent" });
  });

  test("which mail is answered stays where nobody has written yet", async () => {
    const browser = createBrowser();
    const one = browser.openWindow(mailCodec);
    await one.start();
    one.type({ ...EMPTY_DRAFT, quote: true });
    await settle();
    expect(one.text().quote).toBe(true);
  });

  test("recipients, files and formatted words of two windows come together", () => {
    const [ada, bob, eve] = ["ada", "bob", "eve"].map((name) => ({ name, address: `${name}@example.com` }));
    if (ada === undefined || bob === undefined || eve === undefined) throw new TypeError("Three people.");
    const base: MailDraft = { ...EMPTY_DRAFT, text: "Hi", to: [ada], cc: [bob] };
    const theirs: MailDraft = { ...base, to: [ada, eve], cc: [], subject: "Lost" };
    const mine: MailDraft = { ...base, text: "Hi you", html: "<p>Hi <b>you</b></p>", cc: [bob, eve] };
    expect(mailCodec.merge(base, theirs, mine)).toEqual({
      content: { ...base, text: "Hi you", html: "<p>Hi <b>you</b></p>", to: [ada, eve], cc: [eve], subject: "Lost" },
      clash: false,
    });
    const bold: MailDraft = { ...base, text: "Ho", html: "<p><b>Ho</b></p>" };
    expect(mailCodec.merge(base, bold, mine)).toMatchObject({
      content: { text: "Ho\nHi you", html: "<p><b>Ho</b></p><p>Hi <b>you</b></p>" },
      clash: true,
    });
  });
});

describe("[H1c] any order of typing, saving, telling and sending in three windows", () => {
  const words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
  for (let seed = 1; seed <= 60; seed += 1) {
    test(`seed ${seed}: ends the same everywhere, loses no word, sends no word under two names`, async () => {
      let state = seed;
      const random = (below: number) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
      };
      const browser = createBrowser();
      const windows = [browser.openWindow(noteCodec), browser.openWindow(noteCodec), browser.openWindow(noteCodec)];
      for (const window of windows) await window.start();
      const typed: string[] = [];
      /** As the core: one message a name; other words under a known name are refused. */
      const core = new Map<string, string>();
      for (let step = 0; step < 40; step += 1) {
        const window = windows[random(3)];
        if (window === undefined) continue;
        const act = random(6);
        const text = window.text();
        if (act <= 1) {
          const word = `${words[random(words.length)]}${step}`;
          typed.push(word);
          window.type(random(2) === 0 ? `${text} ${word}`.trim() : `${word} ${text}`.trim());
        } else if (act === 2) window.endPauses();
        else if (act === 3) await settle();
        else if (act === 4) await Promise.resolve();
        else if (text !== "" && random(3) === 0) {
          const id = window.keeper.id();
          if (core.has(id) && core.get(id) !== text) window.keeper.renew();
          else {
            core.set(id, text);
            window.send();
          }
        }
      }
      for (let round = 0; round < 3; round += 1) {
        for (const window of windows) window.endPauses();
        await settle();
      }
      expect(new Set(windows.map((window) => window.text())).size).toBe(1);
      const kept = [...core.values(), windows[0]?.text() ?? ""].join("\n");
      expect(typed.filter((word) => !kept.includes(word))).toEqual([]);
    });
  }
});

test("two texts become one", () => {
  expect([
    mergeTexts("", "one", "two"),
    mergeTexts("a b c", "a B c", "a b c"),
    mergeTexts("a b c", "A b c", "a b C"),
    mergeTexts("a b c", "a X c", "a Y c"),
    mergeTexts("gone", "", "gone and more"),
    noteCodec.merge("same", "same too", "same too"),
  ]).toEqual([
    { value: "one\ntwo", clash: true },
    { value: "a B c", clash: false },
    { value: "A b C", clash: false },
    { value: "a X c\na Y c", clash: true },
    { value: "gone and more", clash: true },
    { content: "same too", clash: false },
  ]);
});
