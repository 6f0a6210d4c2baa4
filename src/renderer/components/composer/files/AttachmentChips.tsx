import { ActionIcon, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { ENCODED_SIZE_FACTOR, USUAL_MAIL_BYTES } from "../limits.ts";
import { FileIcon } from "../../FileIcon.tsx";
import { fileKind } from "../../file-kind.ts";
import { formatSize } from "../../format-amounts.ts";
import type { DraftFile } from "../draft/mail-draft.ts";
import css from "./AttachmentChips.module.css";
import type { Upload, Uploads } from "./use-uploads.ts";

const cx = classNamesOf(css);

export type AttachmentChipsProps = {
  readonly files: readonly DraftFile[];
  readonly uploads: Uploads;
  readonly readOnly: boolean;
  readonly onRemove: (file: DraftFile) => void;
  readonly onRemoveUpload: (upload: Upload) => void;
};

/** The files of a mail that is written: those that are there, those on their way, those that failed, and how large they are together. */
export function AttachmentChips(props: AttachmentChipsProps) {
  const { files, uploads, readOnly } = props;
  const { t, language } = useI18n();
  if (files.length === 0 && uploads.list.length === 0) return null;
  return (
    <div className={cx("files")}>
      <ul className={cx("list")} aria-label={t("ticket.attachment.list")}>
        {files.map((file) => (
          <Chip
            key={`${file.blobId}-${file.name}`}
            name={file.name}
            size={formatSize(file.sizeBytes, language)}
            icon={<FileIcon kind={fileKind(file)} />}
            onRemove={readOnly ? undefined : () => props.onRemove(file)}
          />
        ))}
        {uploads.list.map((upload) => (
          <Chip
            key={upload.id}
            name={upload.file.name}
            size={formatSize(upload.file.size, language)}
            failure={upload.error === undefined ? undefined : failureText(upload.error, t)}
            icon={
              upload.error === undefined ? (
                <Loader size={14} aria-label={t("ticket.files.uploading")} />
              ) : (
                <IconAlertTriangle size={16} color="var(--pd-danger)" aria-hidden />
              )
            }
            onRetry={upload.error === undefined ? undefined : () => uploads.retry(upload)}
            onRemove={() => props.onRemoveUpload(upload)}
          />
        ))}
      </ul>
      <Total files={files} uploads={uploads.list} />
    </div>
  );
}

function Chip(props: {
  readonly name: string;
  readonly size: string;
  readonly icon: ReactNode;
  readonly failure?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}) {
  const { t } = useI18n();
  return (
    <li className={cx("chip", props.failure !== undefined && "failed")} title={props.name}>
      {props.icon}
      <span className={cx("name")}>{props.name}</span>
      <span className={cx("size")}>{props.size}</span>
      {props.failure === undefined ? null : (
        <span className={cx("reason")} role="alert">
          {t("ticket.files.failed", { reason: props.failure })}
        </span>
      )}
      {props.onRetry === undefined ? null : (
        <ActionIcon size="xs" aria-label={t("ticket.files.retry", { name: props.name })} onClick={props.onRetry}>
          <IconRefresh size={13} />
        </ActionIcon>
      )}
      {props.onRemove === undefined ? null : (
        <ActionIcon size="xs" aria-label={t("ticket.files.remove", { name: props.name })} onClick={props.onRemove}>
          <IconX size={13} />
        </ActionIcon>
      )}
    </li>
  );
}

/** Providers count the mail as it is encoded. */
function Total(props: { readonly files: readonly DraftFile[]; readonly uploads: readonly Upload[] }) {
  const { t, language } = useI18n();
  const bytes = [...props.files.map(({ sizeBytes }) => sizeBytes), ...props.uploads.map(({ file }) => file.size)];
  const encoded = Math.round(bytes.reduce((sum, size) => sum + size, 0) * ENCODED_SIZE_FACTOR);
  const sizes = { size: formatSize(encoded, language), limit: formatSize(USUAL_MAIL_BYTES, language) };
  const over = encoded > USUAL_MAIL_BYTES;
  return (
    <Text size="xs" className={cx("total", over && "over")} role={over ? "alert" : undefined}>
      {over ? t("ticket.files.tooLarge", sizes) : t("ticket.files.total", sizes)}
    </Text>
  );
}
