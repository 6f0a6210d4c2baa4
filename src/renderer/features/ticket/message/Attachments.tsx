import { Loader, UnstyledButton } from "@mantine/core";
import { IconDownload, IconEye } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { formatSize } from "#renderer/components/format-amounts.ts";
import css from "./Attachments.module.css";
import { fetchAttachment, saveBlob } from "./downloads.ts";
import { FileIcon } from "#renderer/components/FileIcon.tsx";
import { fileKind, isShowableImage } from "#renderer/components/file-kind.ts";
import { ImagePreview, type Preview } from "./ImagePreview.tsx";

const cx = classNamesOf(css);

type Attachment = MessageView["attachments"][number];

/** A message's attachments as chips; pictures are looked at here, everything else is downloaded. */
export function Attachments(props: { readonly message: MessageView; readonly attachments: readonly Attachment[] }) {
  const { client } = useDesk();
  const { t, language } = useI18n();
  const toasts = useToasts();
  const [fetching, setFetching] = useState<string | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);

  useEffect(() => () => (preview === null ? undefined : URL.revokeObjectURL(preview.url)), [preview]);

  const open = async (attachment: Attachment, key: string): Promise<void> => {
    setFetching(key);
    try {
      const blob = await fetchAttachment(client.messages, props.message.id, attachment.blobId);
      if (isShowableImage(attachment.contentType)) {
        const picture = new Blob([blob], { type: attachment.contentType });
        setPreview({ name: attachment.name, blob: picture, url: URL.createObjectURL(picture) });
      } else saveBlob(blob, attachment.name);
    } catch (error) {
      toasts.failed(error, { title: t("ticket.attachment.failed", { name: attachment.name }) });
    } finally {
      setFetching(null);
    }
  };

  if (props.attachments.length === 0) return null;
  return (
    <>
      <ul className={cx("list")} aria-label={t("ticket.attachment.list")}>
        {props.attachments.map((attachment, index) => {
          const key = `${attachment.blobId}-${index}`;
          const shows = isShowableImage(attachment.contentType);
          const size = formatSize(attachment.sizeBytes, language);
          return (
            <li key={key}>
              <UnstyledButton
                className={cx("chip")}
                disabled={fetching === key}
                onClick={() => void open(attachment, key)}
                title={attachment.name}
                aria-label={t(shows ? "ticket.attachment.view" : "ticket.attachment.download", {
                  name: attachment.name,
                  size,
                })}
              >
                <FileIcon kind={fileKind(attachment)} />
                <span className={cx("name")}>{attachment.name}</span>
                <span className={cx("size")}>{size}</span>
                <span className={cx("action")}>
                  {fetching === key ? <Loader size={12} /> : shows ? <IconEye size={14} /> : <IconDownload size={14} />}
                </span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      <ImagePreview preview={preview} onClose={() => setPreview(null)} />
    </>
  );
}
