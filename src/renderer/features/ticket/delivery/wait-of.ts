/** Why a mail on this ticket has not gone out yet (H1). Pure. */
import type { WaitReason } from "#renderer/components/delivery/wait-reason.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { DeliveryView, MessageView } from "#shared/contract/views.ts";
import type { ChannelHealth } from "#shared/model/mail-channel.ts";

export type Outgoing = MessageView & { readonly delivery: DeliveryView };

export type WaitScene = {
  readonly nowEpochMs: number;
  readonly channels: readonly Pick<ChannelView, "id" | "mailbox">[];
  readonly mailboxes: readonly ChannelHealth[];
  /** All of the ticket: what was written before goes out before. */
  readonly messages: readonly MessageView[];
};

/**
 * The one reason that a person would name: what must pass first, or what they can do something about. As the outbox's list has it, which knows the
 * order from the core; here it follows from the other mails of the ticket.
 */
export function waitOf(mail: Outgoing, scene: WaitScene): WaitReason {
  const { delivery, channelId } = mail;
  const { nowEpochMs } = scene;
  if (delivery.notBeforeEpochMs > nowEpochMs) {
    return delivery.scheduled
      ? { kind: "scheduled", atEpochMs: delivery.notBeforeEpochMs }
      : { kind: "undo", untilEpochMs: delivery.notBeforeEpochMs };
  }
  if (scene.messages.some((other) => isBefore(other, mail, nowEpochMs))) return { kind: "turn" };
  const channel = scene.channels.find(({ id }) => id === channelId);
  if (channel === undefined || channel.mailbox === null) return { kind: "no-mailbox", channelId };
  const health = scene.mailboxes.find((candidate) => candidate.channelId === channel.id);
  if (health?.state === "paused" || health?.state === "refused") return { kind: health.state, channelId: channel.id };
  if (health?.state === "offline") {
    return { kind: "offline", channelId: channel.id, sinceEpochMs: health.sinceEpochMs };
  }
  if (delivery.lastFailure !== null && delivery.retryAtEpochMs > nowEpochMs) {
    return { kind: "retry", failure: delivery.lastFailure, atEpochMs: delivery.retryAtEpochMs };
  }
  return { kind: "next" };
}

/** True where the other mail keeps this one back: written before, and itself still in the line. */
function isBefore(other: MessageView, mail: Outgoing, nowEpochMs: number): boolean {
  if (other.id === mail.id || other.delivery === null) return false;
  const { state, scheduled, notBeforeEpochMs } = other.delivery;
  const inLine =
    state === "held" || state === "sending" || (state === "queued" && !(scheduled && notBeforeEpochMs > nowEpochMs));
  return inLine && (other.atEpochMs < mail.atEpochMs || (other.atEpochMs === mail.atEpochMs && other.id < mail.id));
}

export function isOutgoing(message: MessageView): message is Outgoing {
  return message.delivery !== null;
}

/** True where a person is asked, or can still take it back: then it is told on a folded message too. */
export function needsLook({ delivery }: Outgoing): boolean {
  if (delivery.returned.length > 0 || delivery.refused.length > 0) return true;
  return delivery.state !== "sent" && delivery.state !== "cancelled";
}
