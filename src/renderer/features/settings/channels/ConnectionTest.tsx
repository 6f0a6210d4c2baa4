import { Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ServerCheck } from "#shared/model/mail-channel.ts";
import css from "./ConnectionTest.module.css";
import { FailureNotice } from "./FailureNotice.tsx";
import { type ConnectionTest as Test, type TestRequest, testedOf } from "./use-connection-test.ts";

const cx = classNamesOf(css);

/** *Test connection*: a row for each half, which says that it works or why it doesn't. */
export function ConnectionTest(props: {
  readonly test: Test;
  /** null: what is entered can't be tried yet. */
  readonly request: TestRequest | null;
  readonly onTrust?: ((pem: string) => void) | undefined;
  /** Told instead of testing where `request` is null: shows what is missing. */
  readonly onIncomplete?: (() => void) | undefined;
}) {
  const { t } = useI18n();
  const { test, request } = props;
  const { state } = test;
  const isOfThis = state.kind === "done" && request !== null && state.of === testedOf(request);
  const start = (): void => {
    if (request === null) props.onIncomplete?.();
    else void test.run(request);
  };
  return (
    <div>
      {state.kind === "running" ? (
        <Group gap="xs">
          <Loader size={14} />
          <Text role="status">{t("mailbox.test.running")}</Text>
          <Button variant="default" size="compact-xs" onClick={test.stop}>
            {t("mailbox.wizard.stop")}
          </Button>
        </Group>
      ) : (
        <Button variant="light" disabled={request === null && props.onIncomplete === undefined} onClick={start}>
          {t(state.kind === "idle" ? "mailbox.test.action" : "mailbox.test.again")}
        </Button>
      )}
      <div aria-live="polite">
        {state.kind === "stopped" ? (
          <Text size="xs" c="dimmed" mt="xs">
            {t("mailbox.test.stopped")}
          </Text>
        ) : null}
        {state.kind === "failed" ? (
          <Text size="xs" c="var(--pd-danger)" mt="xs" role="alert">
            {state.text}
          </Text>
        ) : null}
        {isOfThis ? (
          <div className={cx("rows")}>
            <Half
              name={t("mailbox.test.receiving")}
              check={state.check.imap}
              about={
                state.check.messagesInInbox === null
                  ? ""
                  : t("mailbox.test.inbox", { count: state.check.messagesInInbox })
              }
              onTrust={props.onTrust}
            />
            <Half name={t("mailbox.test.sending")} check={state.check.smtp} about="" onTrust={props.onTrust} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

function Half(props: {
  readonly name: string;
  readonly check: ServerCheck;
  readonly about: string;
  readonly onTrust: ((pem: string) => void) | undefined;
}) {
  const { t, language } = useI18n();
  const { check } = props;
  return (
    <section className={cx("row")} aria-label={props.name}>
      {check.ok ? (
        <IconCheck size={16} className={cx("good")} aria-hidden />
      ) : (
        <IconAlertTriangle size={16} className={cx("bad")} aria-hidden />
      )}
      <span className={cx("name")}>{props.name}</span>
      {check.ok ? (
        <span>
          <span className={cx("good")}>{t("mailbox.test.ok", { time: secondsOf(check.tookMs, language) })}</span>{" "}
          {props.about}
        </span>
      ) : (
        <FailureNotice failure={check.failure} onTrust={props.onTrust} />
      )}
    </section>
  );
}

function secondsOf(tookMs: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: "second",
    maximumFractionDigits: 1,
  }).format(tookMs / 1_000);
}
