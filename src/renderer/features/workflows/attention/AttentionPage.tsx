import { Alert, Button, Skeleton } from "@mantine/core";
import { IconCircleCheck, IconLock } from "@tabler/icons-react";
import { useRef } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDelayed } from "#renderer/components/use-delayed.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { QUIET_START_MS } from "#renderer/state/limits.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { AttentionKind, AttentionView } from "#shared/contract/attention.ts";
import { GroupCard } from "./GroupCard.tsx";
import { PausePart } from "./PausePart.tsx";
import { useAttention } from "./use-attention.ts";
import css from "./attention.module.css";

const cx = classNamesOf(css);
const KINDS = ["refused", "failed", "paused", "mail"] as const satisfies readonly AttentionKind[];

/** What automations left behind for a person, of the whole desk: grouped by cause, each with what mends it. */
export function AttentionPage() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const { attention, reload } = useAttention();
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <div className={cx("page")}>
      <div className={cx("head")}>
        <h1 ref={heading} tabIndex={-1}>
          {t("attention.title")}
        </h1>
        <p>{t("attention.about")}</p>
      </div>
      {mayChange ? null : (
        <Alert variant="light" color="gray" icon={<IconLock size={16} />} title={t("settings.readOnly.title")} mb="md">
          {t("settings.readOnly.text")}
        </Alert>
      )}
      <PausePart />
      {attention.kind === "loading" ? <Loading /> : null}
      {attention.kind === "failed" ? (
        <div role="alert" className={cx("failed")}>
          <p>{failureText(attention.error, t)}</p>
          <Button variant="default" size="compact-sm" onClick={reload}>
            {t("shell.tryAgain")}
          </Button>
        </div>
      ) : null}
      {attention.kind === "ready" ? <Groups view={attention.view} onGone={() => heading.current?.focus()} /> : null}
    </div>
  );
}

function Groups({ view, onGone }: { readonly view: AttentionView; readonly onGone: () => void }) {
  const { t } = useI18n();
  if (view.groups.length === 0) {
    return (
      <EmptyState
        level={2}
        icon={<IconCircleCheck size={32} stroke={1.5} />}
        title={t("attention.empty.title")}
        text={t("attention.empty.text")}
        action={
          <Button component="a" variant="default" href={hrefOf({ page: "workflows", workflowId: null })}>
            {t("attention.empty.action")}
          </Button>
        }
      />
    );
  }
  return (
    <>
      {KINDS.map((kind) => {
        const groups = view.groups.filter((group) => group.kind === kind);
        if (groups.length === 0) return null;
        return (
          <section key={kind} className={cx("section")} aria-labelledby={`attention-${kind}`}>
            <h2 id={`attention-${kind}`}>{t(`attention.kind.${kind}`)}</h2>
            <p className={cx("lead")}>{t(`attention.lead.${kind}`)}</p>
            <ul className={cx("groups")}>
              {groups.map((group) => (
                <GroupCard key={group.id} group={group} onGone={onGone} />
              ))}
            </ul>
          </section>
        );
      })}
      {view.more > 0 ? <p className={cx("lead")}>{t("attention.more", { count: view.more })}</p> : null}
    </>
  );
}

/** Most answers are there before a person could read that there is none yet. */
function Loading() {
  const { t } = useI18n();
  const isLate = useDelayed(QUIET_START_MS);
  if (!isLate) return null;
  return (
    <div role="status" aria-label={t("attention.loading")} className={cx("waiting")}>
      <Skeleton height={96} />
      <Skeleton height={96} />
    </div>
  );
}
