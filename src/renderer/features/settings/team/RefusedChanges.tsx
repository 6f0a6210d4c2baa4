import { Alert, Button, CopyButton, Group, Loader } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconAlertTriangle, IconCheck, IconCopy } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { errorWords } from "#renderer/components/team/sync-words.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import type { RefusedChange } from "#shared/contract/membership.ts";
import { Section } from "../form/Section.tsx";
import { useAnswer } from "../users/use-answer.ts";
import { refusedSource, refusedText } from "./refused-text.ts";
import css from "./TeamSettings.module.css";

const cx = classNamesOf(css);

/** What the server did not take: to look at, to copy from, to let go. @param props.count how many there are: another number is asked for anew */
export function RefusedChanges({ count }: { readonly count: number }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const { answer, reload } = useAnswer(useCallback(() => client.membership.refused(), [client]));
  useEffect(reload, [reload, count]);
  return (
    <Section title={t("team.refused.title")} text={t("team.refused.text")}>
      {answer.kind === "here" ? (
        <ul className={cx("refused")}>
          {answer.value.items.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </ul>
      ) : answer.kind === "failed" ? (
        <Alert color="red" py="xs" icon={<IconAlertTriangle size={18} />}>
          {failureText(answer.error, t)}
        </Alert>
      ) : (
        <Loader size="sm" />
      )}
    </Section>
  );
}

function Change({ change }: { readonly change: RefusedChange }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const now = useNow();
  const [isShown, setShown] = useState(false);
  const kind = t(`team.refused.kind.${change.collection}`);
  // A line of a history has no name of its own: it goes by its ticket's.
  const subject = useDeskState((state) =>
    change.ticketId === null ? undefined : state.board.cards.get(change.ticketId)?.subject,
  );
  const title = change.title === "" ? (subject ?? "") : change.title;
  const named = title === "" ? kind : title;
  const what = change.wasDeleted ? t("team.refused.deleted", { what: named }) : named;
  const drop = () =>
    modals.openConfirmModal({
      title: t("team.refused.drop.title"),
      children: t("team.refused.drop.text", { what: named }),
      labels: { confirm: t("team.refused.drop"), cancel: t("shell.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () =>
        void client.membership.dropRefused({ id: change.id }).then(
          () => toasts.done(t("team.refused.dropped")),
          (error: unknown) => toasts.failed(error),
        ),
    });
  return (
    <li className={cx("change")}>
      <div className={cx("changeHead")}>
        <span className={cx("changeName")} dir="auto">
          {what}
        </span>
        {title === "" ? null : <span className={cx("kind")}>{kind}</span>}
        <time className={cx("when")} title={formatAbsolute(change.atEpochMs, language)}>
          {formatMoment(change.atEpochMs, now, language)}
        </time>
      </div>
      <p className={cx("why")}>{errorWords(change.code, t)}</p>
      <Group gap="xs">
        {change.ticketId === null ? null : (
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={hrefOf({ page: "ticket", ticketId: change.ticketId })}
          >
            {t("team.refused.open")}
          </Button>
        )}
        <CopyButton value={refusedText(change)}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {t(copied ? "team.refused.copied" : "team.refused.copy")}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-sm" variant="default" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t(isShown ? "team.refused.hide" : "team.refused.look")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("team.refused.drop.of", { what: named })}
          onClick={drop}
        >
          {t("team.refused.drop")}
        </Button>
      </Group>
      {isShown ? (
        // Long ones scroll, by the keyboard too.
        <pre className={cx("document")} tabIndex={0} aria-label={what}>
          {refusedSource(change)}
        </pre>
      ) : null}
    </li>
  );
}
