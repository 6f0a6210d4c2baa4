import { expect, test } from "vitest";
import { blockerOf } from "#renderer/components/delivery/blocker.ts";
import type { WaitReason } from "#renderer/components/delivery/wait-reason.ts";
import { ChannelId } from "#shared/model/ids.ts";

const channelId = ChannelId.parse("ch_1");

test.each<[WaitReason, unknown]>([
  [{ kind: "no-mailbox", channelId }, { leads: { label: "ticket.composer.connect", route: { id: channelId } } }],
  [{ kind: "no-mailbox", channelId: null }, { leads: { route: { page: "settings", section: "channels", id: null } } }],
  [{ kind: "refused", channelId }, { leads: { label: "outbox.wait.openChannel", route: { id: channelId } } }],
  [{ kind: "paused", channelId }, { leads: { label: "outbox.wait.openChannel", route: { id: channelId } } }],
  [{ kind: "turn" }, { leads: { label: "outbox.wait.openEarlier", route: { page: "outbox" } } }],
  [{ kind: "offline", channelId, sinceEpochMs: 1 }, { leads: null }],
])("[H1] a mail that shall go now and can't names what leads on: %j", (wait, blocker) => {
  expect(blockerOf(wait)).toMatchObject(blocker as object);
});

test.each<WaitReason>([{ kind: "next" }, { kind: "undo", untilEpochMs: 5 }, { kind: "scheduled", atEpochMs: 5 }])(
  "[H1] nothing keeps a mail back that only waits its time: %j",
  (wait) => {
    expect(blockerOf(wait)).toBeNull();
  },
);
