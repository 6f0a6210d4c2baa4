import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { saveFile } from "#renderer/components/save-file.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { harmlessFileName } from "#shared/rules/files/harmless-name.ts";
import { MAX_ZIPPED_BYTES } from "../limits.ts";
import { fetchAttachment } from "./downloads.ts";
import { type ZippedFile, zipOf } from "./zip-of.ts";

/** Saves the attachments of a mail as one archive: all of them, or none where one can't be had. */
export function SaveAll(props: {
  readonly message: MessageView;
  readonly attachments: readonly MessageView["attachments"][number][];
}) {
  const { message, attachments } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  /** How many have come; null while nothing is being saved. */
  const [come, setCome] = useState<number | null>(null);
  const save = async (): Promise<void> => {
    setCome(0);
    try {
      const files: ZippedFile[] = [];
      // One after the other, so that what is looked at meanwhile need not wait for all.
      for (const { blobId, name } of attachments) {
        const blob = await fetchAttachment(client.messages, message.id, blobId);
        files.push({ name: harmlessFileName(name), bytes: new Uint8Array(await blob.arrayBuffer()) });
        setCome(files.length);
      }
      saveFile(`${t("ticket.attachment.list")}.zip`, zipOf(files));
    } catch (error) {
      toasts.failed(error, { title: t("ticket.attachment.allFailed") });
    } finally {
      setCome(null);
    }
  };
  const totalBytes = attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  // An archive of more would not fit into a page's memory: they are saved one by one.
  if (totalBytes > MAX_ZIPPED_BYTES) return null;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconDownload size={14} />}
      disabled={come !== null}
      onClick={() => void save()}
    >
      {come === null
        ? t("ticket.attachment.saveAll")
        : t("ticket.attachment.saving", { done: come, count: attachments.length })}
    </Button>
  );
}
