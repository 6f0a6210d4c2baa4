import { Button, Group, Progress, SegmentedControl, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { formatSize } from "#renderer/components/format-amounts.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { Warning } from "#renderer/components/Warning.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useUpdates } from "#renderer/state/use-updates.ts";
import type { DesktopClient } from "#shared/contract/desktop/index.ts";
import { UPDATE_CHANNELS, type UpdateState, type UpdateView } from "#shared/contract/desktop/updates.ts";
import { Section } from "../../form/Section.tsx";
import { ReleaseNotes } from "./ReleaseNotes.tsx";

/** Steps in which something goes on by itself. */
const BUSY: readonly UpdateState["step"][] = ["checking", "downloading", "installing"];

/** The app's own version, and the way to the next one; nothing in a browser. */
export function UpdateSettings() {
  const { t } = useI18n();
  const { desktop } = useDesk();
  const updates = useUpdates();
  if (desktop === null || updates === null) return null;
  const { state } = updates;
  return (
    <Section title={t("updates.title")}>
      <Text fw={500}>{t("updates.version", { version: updates.version })}</Text>
      {state.step === "off" ? (
        <Text size="sm" c="dimmed">
          {t(`updates.off.${state.why}`)}
        </Text>
      ) : (
        <>
          <div role="status">
            <Standing updates={updates} />
          </div>
          <Actions updates={updates} desktop={desktop} />
          {"release" in state && state.release !== null ? <ReleaseNotes release={state.release} /> : null}
          <Channel updates={updates} desktop={desktop} />
        </>
      )}
    </Section>
  );
}

/** How it stands, in words. */
function Standing({ updates }: { readonly updates: UpdateView }) {
  const { t, language } = useI18n();
  const { now } = useDesk();
  const { state, postponedUntilEpochMs } = updates;
  const at = (epochMs: number) => formatMoment(epochMs, now(), language);
  switch (state.step) {
    case "off":
      return null;
    case "idle":
      if (state.olderVersion !== null) return <Line>{t("updates.older", { version: state.olderVersion })}</Line>;
      if (state.checkedAtEpochMs === null) return null;
      return <Line>{t("updates.current", { at: at(state.checkedAtEpochMs) })}</Line>;
    case "checking":
      return <Line>{t("updates.checking")}</Line>;
    case "downloading": {
      const { version, bytes } = state.release;
      const sizes = { done: formatSize(state.doneBytes, language), size: formatSize(bytes, language) };
      return (
        <>
          <Line>{t("updates.downloading", { version, ...sizes })}</Line>
          <Progress value={(100 * state.doneBytes) / bytes} mt={6} aria-label={t("updates.download")} />
        </>
      );
    }
    case "available":
    case "ready":
    case "waiting-for-mail":
    case "installing": {
      const { version, bytes } = state.release;
      const isPutOff = postponedUntilEpochMs !== null && postponedUntilEpochMs > now();
      const text = {
        available: t("updates.available", { version, size: formatSize(bytes, language) }),
        ready: t("updates.ready", { version }),
        "waiting-for-mail": t("updates.waitingForMail", { version }),
        installing: t("updates.installing", { version }),
      }[state.step];
      return (
        <>
          <Line>{text}</Line>
          {state.step === "ready" ? <Small>{t("updates.installText")}</Small> : null}
          {isPutOff ? <Small>{t("updates.postponed", { at: at(postponedUntilEpochMs) })}</Small> : null}
        </>
      );
    }
    case "failed":
      return (
        <Warning icon={<IconAlertTriangle size={18} stroke={1.75} />} title={t("updates.failed")}>
          {t(`updates.why.${state.why}`)}
          {state.detail === "" ? null : <Small>{t("updates.detail", { detail: state.detail })}</Small>}
        </Warning>
      );
  }
}

type Ask = "check" | "download" | "install" | "postpone";

/** What can be asked for in a step; the first is what most want. */
function asksOf(state: UpdateState): readonly Ask[] {
  switch (state.step) {
    case "idle":
      return ["check"];
    case "available":
      return ["download", "postpone"];
    case "ready":
      return ["install", "postpone"];
    case "waiting-for-mail":
      return ["postpone"];
    case "failed":
      if (state.isDownloaded) return ["install", "check"];
      return state.release === null ? ["check"] : ["download", "check"];
    default:
      return [];
  }
}

function Actions(props: { readonly updates: UpdateView; readonly desktop: DesktopClient }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const { state } = props.updates;
  const asks = asksOf(state);
  if (asks.length === 0) return null;
  const run = (ask: Ask) => {
    props.desktop.updates[ask]().catch((error: unknown) => toasts.failed(error));
  };
  const label = (ask: Ask) => (state.step === "failed" && ask === asks[0] ? t("updates.again") : t(`updates.${ask}`));
  return (
    <Group gap="xs" mt="sm">
      {asks.map((ask, index) => (
        <Button key={ask} variant={index === 0 && ask !== "check" ? "filled" : "default"} onClick={() => run(ask)}>
          {label(ask)}
        </Button>
      ))}
    </Group>
  );
}

function Channel(props: { readonly updates: UpdateView; readonly desktop: DesktopClient }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const choose = (value: string) => {
    const channel = UPDATE_CHANNELS.find((known) => known === value);
    if (channel !== undefined)
      props.desktop.updates.setChannel({ channel }).catch((error: unknown) => toasts.failed(error));
  };
  return (
    <Group gap="sm" mt="md">
      <Text size="sm">{t("updates.channel")}</Text>
      <SegmentedControl
        aria-label={t("updates.channel")}
        data={UPDATE_CHANNELS.map((value) => ({ value, label: t(`updates.channel.${value}`) }))}
        value={props.updates.channel}
        disabled={BUSY.includes(props.updates.state.step)}
        onChange={choose}
      />
      <Text size="xs" c="dimmed">
        {t("updates.channelText")}
      </Text>
    </Group>
  );
}

function Line({ children }: { readonly children: string }) {
  return <Text size="sm">{children}</Text>;
}

function Small({ children }: { readonly children: string }) {
  return (
    <Text size="xs" c="dimmed" mt={4} style={{ overflowWrap: "anywhere" }}>
      {children}
    </Text>
  );
}
