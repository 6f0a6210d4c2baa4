import { ActionIcon, Button, Group, Loader, UnstyledButton } from "@mantine/core";
import { IconDownload, IconExternalLink, IconEye } from "@tabler/icons-react";
import { type DragEvent, useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { formatSize } from "#renderer/components/format-amounts.ts";
import { endingOf, harmlessFileName } from "#shared/rules/files/harmless-name.ts";
import css from "./Attachments.module.css";
import { fetchAttachment, saveBlob } from "./downloads.ts";
import { FileIcon } from "#renderer/components/FileIcon.tsx";
import { fileKind, isShowableImage } from "#renderer/components/file-kind.ts";
import { SHOWN_ATTACHMENTS } from "../limits.ts";
import { ImagePreview } from "./ImagePreview.tsx";
import { SaveAll } from "./SaveAll.tsx";

const cx = classNamesOf(css);

type Attachment = MessageView["attachments"][number];
/** `url` is a blob address of the same bytes; it is revoked when another takes its place. */
type Previewed = { readonly attachment: Attachment; readonly blob: Blob; readonly url: string };

/**
 * A message's attachments as chips. Pictures are looked at here. Everything else the desktop app opens or saves, which asks about what can do harm; a browser downloads it, and asks in
 * its own way.
 */
export function Attachments(props: { readonly message: MessageView; readonly attachments: readonly Attachment[] }) {
  const { client, desktop } = useDesk();
  const { t, language } = useI18n();
  const toasts = useToasts();
  const [fetching, setFetching] = useState<string | null>(null);
  const [preview, setPreview] = useState<Previewed | null>(null);
  const [isOpen, setOpen] = useState(false);
  const isFolded = props.attachments.length > SHOWN_ATTACHMENTS && !isOpen;

  useEffect(() => () => (preview === null ? undefined : URL.revokeObjectURL(preview.url)), [preview]);

  const open = async (attachment: Attachment, key: string): Promise<void> => {
    setFetching(key);
    try {
      if (desktop !== null && !isShowableImage(attachment.contentType)) {
        await desktop.openAttachment({ messageId: props.message.id, blobId: attachment.blobId });
        return;
      }
      const blob = await fetchAttachment(client.messages, props.message.id, attachment.blobId);
      if (isShowableImage(attachment.contentType)) {
        const picture = new Blob([blob], { type: attachment.contentType });
        setPreview({ attachment, blob: picture, url: URL.createObjectURL(picture) });
      } else saveBlob(blob, harmlessFileName(attachment.name));
    } catch (error) {
      const title = desktop === null ? "ticket.attachment.failed" : "ticket.attachment.notOpened";
      toasts.failed(error, { title: t(title, { name: harmlessFileName(attachment.name) }) });
    } finally {
      setFetching(null);
    }
  };

  const save = (attachment: Attachment, blob: Blob | null): void => {
    const name = harmlessFileName(attachment.name);
    if (desktop !== null) {
      desktop
        .saveAttachment({ messageId: props.message.id, blobId: attachment.blobId })
        .catch((error: unknown) => toasts.failed(error, { title: t("ticket.attachment.failed", { name }) }));
    } else if (blob !== null) saveBlob(blob, name);
  };

  const drag = (event: DragEvent, attachment: Attachment): void => {
    if (desktop === null) return;
    // The page's own drag would carry a text; the system's carries the file.
    event.preventDefault();
    desktop.dragAttachment({ messageId: props.message.id, blobId: attachment.blobId }).catch((error: unknown) =>
      toasts.failed(error, {
        title: t("ticket.attachment.failed", { name: harmlessFileName(attachment.name) }),
      }),
    );
  };

  if (props.attachments.length === 0) return null;
  return (
    <>
      <ul className={cx("list")} aria-label={t("ticket.attachment.list")}>
        {(isFolded ? props.attachments.slice(0, SHOWN_ATTACHMENTS) : props.attachments).map((attachment, index) => {
          const key = `${attachment.blobId}-${index}`;
          const shows = isShowableImage(attachment.contentType);
          const size = formatSize(attachment.sizeBytes, language);
          const name = harmlessFileName(attachment.name);
          const action = shows
            ? "ticket.attachment.view"
            : desktop === null
              ? "ticket.attachment.download"
              : "ticket.attachment.open";
          const Icon = shows ? IconEye : desktop === null ? IconDownload : IconExternalLink;
          return (
            <li key={key} className={cx("item")}>
              <UnstyledButton
                className={cx("chip")}
                disabled={fetching === key}
                draggable={desktop !== null}
                onDragStart={(event: DragEvent) => drag(event, attachment)}
                onClick={() => void open(attachment, key)}
                title={name}
                aria-label={t(action, { name, size })}
              >
                <FileIcon kind={fileKind(attachment)} />
                <FileName name={name} />
                <span className={cx("size")}>{size}</span>
                <span className={cx("action")}>{fetching === key ? <Loader size={12} /> : <Icon size={14} />}</span>
              </UnstyledButton>
              {desktop === null ? null : (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t("ticket.attachment.saveAs", { name, size })}
                  title={t("ticket.attachment.saveAs", { name, size })}
                  onClick={() => save(attachment, null)}
                >
                  <IconDownload size={14} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {props.attachments.length > SHOWN_ATTACHMENTS ? (
        <Group gap="xs" mt="xs">
          <Button size="compact-xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t("ticket.attachment.fewer") : t("ticket.attachment.all", { count: props.attachments.length })}
          </Button>
          <SaveAll message={props.message} attachments={props.attachments} />
        </Group>
      ) : null}
      <ImagePreview
        preview={preview === null ? null : { name: harmlessFileName(preview.attachment.name), url: preview.url }}
        onSave={() => preview !== null && save(preview.attachment, preview.blob)}
        onClose={() => setPreview(null)}
      />
    </>
  );
}

/** A name that is too long for its chip is cut in front of its ending, which says what the file is. */
function FileName({ name }: { readonly name: string }) {
  const ending = endingOf(name);
  const tail = ending === "" ? "" : name.slice(-ending.length - 1);
  return (
    <bdi className={cx("wholeName")}>
      <span className={cx("name")}>{tail === "" ? name : name.slice(0, -tail.length)}</span>
      <span className={cx("ending")}>{tail}</span>
    </bdi>
  );
}
