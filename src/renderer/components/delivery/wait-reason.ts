import type { DeskState } from "#renderer/state/desk-store.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";
import type { SendFailure } from "#shared/model/outbox-item.ts";

/** Why a queued mail has not gone out yet (H1). */
export type WaitReason =
  /** The undo window. */
  | { readonly kind: "undo"; readonly untilEpochMs: number }
  | { readonly kind: "scheduled"; readonly atEpochMs: number }
  /** Something before it on the same ticket must go first. */
  | { readonly kind: "turn" }
  | { readonly kind: "no-mailbox"; readonly channelId: ChannelId | null }
  | { readonly kind: "paused" | "refused"; readonly channelId: ChannelId }
  | { readonly kind: "offline"; readonly channelId: ChannelId; readonly sinceEpochMs: number }
  | { readonly kind: "retry"; readonly failure: SendFailure; readonly atEpochMs: number }
  /** In a team: another machine sends it (H2). */
  | { readonly kind: "host" }
  | { readonly kind: "next" };

export type WaitFacts = {
  readonly nowEpochMs: number;
  /** Of the item's channel; undefined where it has no mailbox, or nothing is known of it. */
  readonly health: ChannelHealth | undefined;
  readonly hasMailbox: boolean;
  /** In a team, on a machine that sends nothing; absent: this one sends. */
  readonly isSentElsewhere?: boolean;
};

type Facts = Pick<DeskState, "status" | "setup">;
type OfChannel = Pick<OutboxItemView, "channelId">;

export function healthOf({ status }: Facts, { channelId }: OfChannel): ChannelHealth | undefined {
  return status?.mailboxes.find((one) => one.channelId === channelId);
}

export function hasMailboxFor({ setup }: Facts, { channelId }: OfChannel): boolean {
  return (setup.channels.find(({ id }) => id === channelId)?.mailbox ?? null) !== null;
}

export function isSentElsewhere({ status }: Pick<DeskState, "status">): boolean {
  return status?.host?.isHost === false;
}

/** The one reason that a person would name: what must pass first, or what they can do something about. */
export function waitReason(
  item: OutboxItemView,
  { nowEpochMs, health, hasMailbox, isSentElsewhere: isElsewhere = false }: WaitFacts,
): WaitReason {
  if (item.notBeforeEpochMs > nowEpochMs) {
    return item.scheduled
      ? { kind: "scheduled", atEpochMs: item.notBeforeEpochMs }
      : { kind: "undo", untilEpochMs: item.notBeforeEpochMs };
  }
  if (item.waitsForId !== null) return { kind: "turn" };
  // What its mailbox is like is known there alone.
  if (isElsewhere) return { kind: "host" };
  if (!hasMailbox) return { kind: "no-mailbox", channelId: item.channelId };
  if (health !== undefined) {
    const { channelId, state } = health;
    if (state === "paused" || state === "refused") return { kind: state, channelId };
    if (state === "offline") return { kind: "offline", channelId, sinceEpochMs: health.sinceEpochMs };
  }
  if (item.lastFailure !== null && item.retryAtEpochMs > nowEpochMs)
    return { kind: "retry", failure: item.lastFailure, atEpochMs: item.retryAtEpochMs };
  return { kind: "next" };
}
