import { Anchor, Button, Divider, Group, Popover, Stack, Text } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { formatSize } from "#renderer/components/format-amounts.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { fetchRaw, rawFileName, saveBlob } from "./downloads.ts";
import { usePopover } from "#renderer/components/use-popover.ts";
import css from "./MessageDetails.module.css";

const cx = classNamesOf(css);

/** "to Anna, Bruno +2": opens who got the mail, when, and its raw source. */
export function MessageDetails(props: { readonly message: MessageView }) {
  const { message } = props;
  const { t } = useI18n();
  const recipients = [...message.to, ...message.cc].map(nameOf).filter((name) => name !== "");
  const popover = usePopover();
  // "and 1 more" would take as much room as the one.
  const named = recipients.length <= MAX_NAMED + 1 ? recipients : recipients.slice(0, MAX_NAMED);
  const more = recipients.length - named.length;
  const first = named.join(", ");
  return (
    <Popover
      position="bottom-start"
      withinPortal
      width={440}
      closeOnEscape={false}
      opened={popover.opened}
      onChange={popover.setOpened}
    >
      <Popover.Target>
        <button type="button" className={cx("summary")} onClick={() => popover.setOpened(!popover.opened)}>
          <span className={cx("recipients")}>
            {recipients.length === 0
              ? t("ticket.details.noRecipients")
              : more > 0
                ? t("ticket.details.toMore", { names: first, count: more })
                : t("ticket.details.to", { names: first })}
          </span>
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Details message={message} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Details(props: { readonly message: MessageView }) {
  const { message } = props;
  const { t, language } = useI18n();
  const written = message.dateEpochMs;
  return (
    <Stack gap="xs">
      <dl className={cx("list")}>
        <Row label={t("ticket.details.from")}>{addresses([message.from])}</Row>
        <Row label={t("ticket.details.replyTo")}>{addresses(message.replyTo)}</Row>
        <Row label={t("ticket.details.toLabel")}>{addresses(message.to)}</Row>
        <Row label={t("ticket.details.cc")}>{addresses(message.cc)}</Row>
        <Row label={t("ticket.details.bcc")}>{addresses(message.bcc)}</Row>
        <Row label={t("ticket.details.subject")}>{message.subject}</Row>
        <Row label={t("ticket.details.written")}>
          {written === null ? t("ticket.details.noDate") : formatAbsolute(written, language)}
        </Row>
        {written === message.atEpochMs ? null : (
          <Row label={t("ticket.details.received")}>{formatAbsolute(message.atEpochMs, language)}</Row>
        )}
        <Row label={t("ticket.details.size")}>{formatSize(message.sizeBytes, language)}</Row>
        <Row label={t("ticket.details.messageId")}>{message.rfcMessageId}</Row>
        <Row label={t("ticket.details.classification")}>
          {message.direction === "incoming" ? message.classification.reason : ""}
        </Row>
      </dl>
      {message.problems.length === 0 ? null : (
        <div>
          <Text size="xs" fw={600}>
            {t("ticket.details.problems")}
          </Text>
          <ul className={cx("problems")}>
            {message.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      {message.rawBlobId === null ? null : (
        <>
          <Divider />
          <Group>
            <RawSourceButton message={message} />
          </Group>
        </>
      )}
    </Stack>
  );
}

/** Downloads the message as it came over the wire. */
export function RawSourceButton(props: { readonly message: MessageView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const download = async (): Promise<void> => {
    try {
      saveBlob(await fetchRaw(client.messages, props.message.id), rawFileName(props.message.subject));
    } catch (error) {
      toasts.failed(error, { title: t("ticket.details.rawFailed") });
    }
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconDownload size={14} />}
      onClick={() => void download()}
    >
      {t("ticket.details.raw")}
    </Button>
  );
}

function Row(props: { readonly label: string; readonly children: ReactNode }) {
  const empty = props.children === "" || props.children === null;
  return empty ? null : (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

/** null where there is none, so that its row isn't shown. Long lists scroll: mail to thousands of people exists. */
function addresses(list: MessageView["to"]): ReactNode {
  const known = list.filter((entry) => nameOf(entry) !== "");
  if (known.length === 0) return null;
  return (
    <div className={cx("addresses")}>
      {known.slice(0, MAX_SHOWN).map((entry, index) => (
        <Fragment key={index}>
          {index === 0 ? null : ", "}
          {entry.name === "" ? null : `${entry.name} `}
          {entry.address === "" ? null : (
            <Anchor size="xs" href={`mailto:${encodeURIComponent(entry.address)}`}>
              {entry.address}
            </Anchor>
          )}
        </Fragment>
      ))}
      {known.length > MAX_SHOWN ? ` … +${known.length - MAX_SHOWN}` : null}
    </div>
  );
}

/** Recipients named in the line itself. */
const MAX_NAMED = 2;

/** More addresses are not read by anybody, and would make the popover slow. */
const MAX_SHOWN = 200;
