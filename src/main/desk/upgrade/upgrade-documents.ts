import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { DEFINITION_VERSION } from "#shared/automation/definition.ts";
import { migrateDefinition } from "#shared/automation/migrate-definition.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import { formatStamp, MAX_STAMP_COUNTER } from "#shared/rules/clock/stamp.ts";
import type { Stored } from "#main/store/repository.ts";
import type { DeskContext } from "../context.ts";

/**
 * Gives documents that an earlier program wrote the properties that came after it. Runs before anything reads them; a second run finds nothing.
 * Only for what has an obvious value: a change of meaning or of an index is a migration of the store.
 */
export async function upgradeDocuments(context: DeskContext): Promise<void> {
  const { setup, outbox } = context.store;
  const channels = (await setup.find({ selector: { kind: "channel" } })) as Stored<Channel>[];
  await setup.write(
    channels
      .filter((channel) => !("mailbox" in channel))
      .map((channel: Stored<Channel>) => ({ previous: channel, next: { ...channel, mailbox: null } })),
  );
  const workflows = (await setup.find({ selector: { kind: "workflow" } })) as Stored<Workflow>[];
  await setup.write(
    workflows
      .filter(({ definition }) => definition.version !== DEFINITION_VERSION)
      .map((workflow) => ({
        previous: workflow,
        next: { ...workflow, definition: migrateDefinition(workflow.definition) },
      })),
  );
  const waiting = await outbox.find({ selector: { state: "queued" } });
  await outbox.write(
    waiting
      .filter((item) => !("attempts" in item))
      .map((item: Stored<OutboxItem>) => ({ previous: item, next: { ...newOutboxFields(item), ...item } })),
  );
}

/**
 * Mail that waited before mail could be sent goes out once its channel has a mailbox; it is held where anything happened on its ticket since
 * it was written (H1b).
 */
function newOutboxFields({
  createdAtEpochMs,
}: OutboxItem): Omit<
  OutboxItem,
  "id" | "kind" | "messageId" | "ticketId" | "channelId" | "createdAtEpochMs" | "state"
> {
  return {
    authorId: null,
    automatic: false,
    stamp: "",
    notBeforeEpochMs: createdAtEpochMs,
    scheduled: false,
    basisStamp: formatStamp({ epochMs: createdAtEpochMs, counter: MAX_STAMP_COUNTER, deviceId: "upgrade" }),
    hold: null,
    attempts: 0,
    retryAtEpochMs: 0,
    lastFailure: null,
    sendingSinceEpochMs: null,
    sentAtEpochMs: null,
    refused: [],
    returned: [],
    sentCopy: "none",
  };
}
