import { Alert, Button, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay, IconRefresh, IconWifiOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute, formatDistance } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useSaving } from "../../form/use-saving.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { FailureNotice } from "../FailureNotice.tsx";
import { HealthBadge } from "../HealthBadge.tsx";
import { useHealth } from "../use-health.ts";
import css from "./HealthPanel.module.css";

const cx = classNamesOf(css);

/** B1 at length: how the mailbox is, since when, what comes next, and what a person can do about it. */
export function HealthPanel({ channel, mailbox }: { readonly channel: ChannelView; readonly mailbox: Mailbox }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const toasts = useToasts();
  const saving = useSaving();
  const health = useHealth(channel.id);
  const progress = health?.progress ?? null;
  const failure = health?.failure ?? null;
  const sendFailure = health?.sendFailure ?? null;
  const retryAtEpochMs = health?.retryAtEpochMs ?? null;

  const check = (): void => {
    client.channels.check({ id: channel.id }).then(
      () => toasts.done(t("mailbox.health.checking")),
      (error: unknown) => toasts.failed(error),
    );
  };
  const setEnabled = (enabled: boolean): void =>
    void saving.run(() => client.channels.update({ id: channel.id, mailbox: { ...mailbox, enabled } }));
  const trust = (pem: string): void =>
    void saving.run(() => client.channels.update({ id: channel.id, mailbox: { ...mailbox, trustedCertificate: pem } }));

  return (
    <section className={cx("panel")} aria-label={t("mailbox.health.title")}>
      <div className={cx("top")}>
        <span className={cx("state")} role="status">
          <HealthBadge channel={channel} />
        </span>
        <div className={cx("actions")}>
          <SavedMark state={saving.state} />
          {mailbox.enabled ? (
            <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={check}>
              {t("mailbox.health.check")}
            </Button>
          ) : null}
          <Button
            variant={mailbox.enabled ? "default" : "filled"}
            leftSection={mailbox.enabled ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
            disabled={!mayChange}
            loading={saving.state.kind === "saving"}
            onClick={() => setEnabled(!mailbox.enabled)}
          >
            {t(mailbox.enabled ? "mailbox.health.pause" : "mailbox.health.resume")}
          </Button>
        </div>
      </div>
      {progress === null ? null : (
        <div>
          <Progress
            value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
            aria-label={t("mailbox.health.working")}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {t("mailbox.health.progress", { done: progress.done, total: progress.total })}
          </Text>
        </div>
      )}
      {mailbox.enabled ? null : <Text c="dimmed">{t("mailbox.health.pausedText")}</Text>}
      {failure === null ? null : (
        <Alert
          variant="light"
          color={health?.state === "refused" ? "red" : "gray"}
          bg={health?.state === "refused" ? "var(--pd-danger-soft)" : "var(--pd-hover)"}
          icon={health?.state === "refused" ? <IconAlertTriangle size={16} /> : <IconWifiOff size={16} />}
          title={t(`mailbox.failure.${failure.code}.title`)}
        >
          <FailureNotice failure={failure} onTrust={mayChange ? trust : undefined} untitled />
        </Alert>
      )}
      {sendFailure === null ? null : (
        <Alert
          variant="light"
          color="red"
          bg="var(--pd-danger-soft)"
          icon={<IconAlertTriangle size={16} />}
          title={`${t("mailbox.health.sending")}: ${t(`mailbox.failure.${sendFailure.code}.title`)}`}
        >
          <FailureNotice failure={sendFailure} onTrust={mayChange ? trust : undefined} untitled />
        </Alert>
      )}
      <dl className={cx("facts")}>
        <Fact name={t("mailbox.health.lastMessage")}>
          <Moment atEpochMs={health?.lastMessageAtEpochMs ?? null} none={t("mailbox.lastMessage.never")} />
        </Fact>
        <Fact name={t("mailbox.health.lastConnection")}>
          <Moment atEpochMs={health?.lastConnectedAtEpochMs ?? null} none={t("contacts.never")} />
        </Fact>
        {retryAtEpochMs === null ? null : (
          <Fact name={t("mailbox.health.nextAttempt")}>
            <Moment atEpochMs={retryAtEpochMs} none="" />
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Moment(props: { readonly atEpochMs: number | null; readonly none: string }) {
  const { language } = useI18n();
  const now = useNow();
  if (props.atEpochMs === null) return props.none;
  return (
    <span title={formatAbsolute(props.atEpochMs, language)}>{formatDistance(props.atEpochMs, now, language)}</span>
  );
}
