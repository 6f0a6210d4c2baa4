import { Button, CopyButton, Group, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { ProtocolLine } from "#shared/model/mail-channel.ts";
import { Section } from "../../form/Section.tsx";
import css from "./Diagnostics.module.css";
import { DIRECTION_MARKS, diagnosticsText } from "./diagnostics-text.ts";

const cx = classNamesOf(css);

/** The last steps of the dialogue with the servers; read when asked for, since it may be long. */
export function Diagnostics({ channel }: { readonly channel: ChannelView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const [lines, setLines] = useState<readonly ProtocolLine[] | null>(null);
  const [loading, setLoading] = useState(false);

  const load = async (): Promise<void> => {
    setLoading(true);
    try {
      setLines((await client.channels.diagnostics({ id: channel.id })).lines);
    } catch (error) {
      toasts.failed(error);
    } finally {
      setLoading(false);
    }
  };
  return (
    <Section title={t("mailbox.diagnostics.title")} text={t("mailbox.diagnostics.text")}>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={lines === null ? undefined : <IconRefresh size={14} />}
          loading={loading}
          onClick={() => void load()}
        >
          {t(lines === null ? "mailbox.diagnostics.show" : "mailbox.diagnostics.refresh")}
        </Button>
        {lines === null || lines.length === 0 ? null : (
          <CopyButton value={diagnosticsText(lines)}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
                onClick={copy}
              >
                {t(copied ? "mailbox.diagnostics.copied" : "settings.copy")}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
      {lines === null ? null : lines.length === 0 ? (
        <Text c="dimmed" mt="xs">
          {t("mailbox.diagnostics.none")}
        </Text>
      ) : (
        <ol className={cx("lines")} tabIndex={0} aria-label={t("mailbox.diagnostics.title")}>
          {lines.map((line, index) => (
            <DialogueLine key={index} line={line} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function DialogueLine({ line }: { readonly line: ProtocolLine }) {
  const { t, language } = useI18n();
  const { direction } = line;
  return (
    <li className={cx("line")}>
      <span className={cx("when")}>{timeOf(line.atEpochMs, language)}</span>
      <span className={cx("server")}>{line.server.toUpperCase()}</span>
      <span
        className={direction === "received" ? undefined : cx(direction)}
        title={t(`mailbox.diagnostics.${direction}`)}
      >
        {DIRECTION_MARKS[direction]}
      </span>
      <span className={cx("text", direction === "note" && "note")}>{line.text}</span>
    </li>
  );
}

function timeOf(atEpochMs: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    // As in a log: the columns are of one width.
    hourCycle: "h23",
  }).format(atEpochMs);
}
