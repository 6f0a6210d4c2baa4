import { describe, expect, test } from "vitest";
import { healthWords, mailTrouble } from "#renderer/features/settings/channels/channel-health.ts";
import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import { health } from "../../outbox/items.ts";
import { channel } from "./channels.ts";

const failure = (code: ConnectFailure["code"]): ConnectFailure => ({ code, detail: "", certificate: null });

describe("[B1] a channel's health in words", () => {
  test("a refused login is called so, another refusal is not", () => {
    expect([
      healthWords(channel(), health({ state: "refused", failure: failure("auth-app-password") })),
      healthWords(channel(), health({ state: "refused", failure: failure("folder-missing") })),
    ]).toEqual([
      { tone: "trouble", label: "mailbox.health.login", sinceEpochMs: 5_000 },
      { tone: "trouble", label: "mailbox.health.refused", sinceEpochMs: 5_000 },
    ]);
  });

  test("being offline is no alarm, and says since when", () => {
    expect(healthWords(channel(), health({ state: "offline", failure: failure("timeout") }))).toEqual({
      tone: "offline",
      label: "mailbox.health.offline",
      sinceEpochMs: 5_000,
    });
  });

  test("a mailbox that receives but can't send is not called connected", () => {
    expect(healthWords(channel(), health({ sendFailure: failure("auth") }))).toEqual({
      tone: "trouble",
      label: "mailbox.health.sending",
      sinceEpochMs: null,
    });
  });

  test("a channel without a mailbox, an import, and a mailbox that nothing is known of yet", () => {
    expect([
      healthWords(channel({ mailbox: null }), undefined),
      healthWords(channel({ mailbox: null, channelKind: "import" }), undefined),
      healthWords(channel(), undefined),
    ]).toEqual([
      { tone: "quiet", label: "mailbox.health.none", sinceEpochMs: null },
      { tone: "quiet", label: "mailbox.health.import", sinceEpochMs: null },
      { tone: "busy", label: "mailbox.health.connecting", sinceEpochMs: null },
    ]);
  });

  test("the top bar tells the worst: what a person has to mend before what mends itself", () => {
    const offline = health({ state: "offline" });
    const refused = health({ state: "refused" });
    expect([
      mailTrouble([health(), offline, refused]),
      mailTrouble([health(), offline]),
      mailTrouble([health()]),
    ]).toEqual([refused, offline, null]);
  });
});
