import { ActionIcon, Button, FileButton, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { classNamesOf } from "../class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { MAX_UPLOAD_BYTES } from "../../state/limits.ts";
import css from "./ImportChoice.module.css";

const cx = classNamesOf(css);
const ACCEPT = ".mbox,.mbx,.eml,.gz,.txt,message/rfc822,application/mbox,application/gzip";

/** Chooses mail files, by dialog or by dropping them, and the desk's own addresses in them. */
export function ImportChoice(props: {
  readonly disabled: boolean;
  readonly onImport: (files: readonly File[], ownAddresses: readonly string[]) => void;
}) {
  const { t, language } = useI18n();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [addresses, setAddresses] = useState("");
  const [isOver, setIsOver] = useState(false);
  const tooLarge = files.find((file) => file.size > MAX_UPLOAD_BYTES);

  const add = (added: readonly File[]) => setFiles((before) => [...before, ...added]);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    add([...event.dataTransfer.files]);
  };

  return (
    <div
      className={cx("zone", isOver && "over")}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      {files.length === 0 ? <Text className={cx("hint")}>{t("welcome.import.drop")}</Text> : null}
      <FileButton multiple accept={ACCEPT} onChange={add} disabled={props.disabled}>
        {(button) => (
          <Button
            {...button}
            fullWidth
            size="sm"
            variant={files.length === 0 ? "light" : "default"}
            disabled={props.disabled}
          >
            {t("welcome.import.action")}
          </Button>
        )}
      </FileButton>
      {files.length === 0 ? null : (
        <Stack gap="xs" mt="xs">
          <ul className={cx("files")}>
            {files.map((file, index) => (
              // The same file may be chosen twice: its place is part of what it is.
              <li key={`${index}:${file.name}`} className={cx("file")}>
                <span className={cx("name")} title={file.name}>
                  {file.name}
                </span>
                <span className={cx("size")}>{sizeText(file.size, language)}</span>
                <ActionIcon
                  size="xs"
                  aria-label={t("welcome.import.remove", { file: file.name })}
                  onClick={() => setFiles((before) => before.filter((other) => other !== file))}
                >
                  <IconX size={12} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <TextInput
            label={t("welcome.import.ownAddresses")}
            description={t("welcome.import.ownAddressesHint")}
            placeholder="support@example.com"
            value={addresses}
            onChange={(event) => setAddresses(event.currentTarget.value)}
          />
          {tooLarge === undefined ? null : (
            <Text size="xs" c="var(--pd-danger)" role="alert">
              {t("welcome.import.tooLarge", { file: tooLarge.name })}
            </Text>
          )}
          <Button
            fullWidth
            size="sm"
            disabled={props.disabled || tooLarge !== undefined}
            onClick={() => props.onImport(files, addresses.split(/[\s,;]+/u).filter(Boolean))}
          >
            {t("welcome.import.start", { count: files.length })}
          </Button>
        </Stack>
      )}
    </div>
  );
}

function sizeText(bytes: number, language: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}
