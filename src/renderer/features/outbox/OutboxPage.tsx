import { Badge, Button, Skeleton, Stack, Tabs, VisuallyHidden } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useCallback, useEffect } from "react";
import { navigate } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { FirstStep } from "#renderer/components/FirstStep.tsx";
import { useListKeys } from "#renderer/components/use-list-keys.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { OUTBOX_TABS, type OutboxTab } from "#renderer/state/outbox-list.ts";
import type { OutboxItemId } from "#shared/model/ids.ts";
import css from "./OutboxPage.module.css";
import { OutboxRow } from "./OutboxRow.tsx";
import { useOutboxCommands } from "./use-outbox-commands.ts";
import { useOutboxList } from "./use-outbox-list.ts";

const cx = classNamesOf(css);

/** H1: everything that leaves the desk, with its state. */
export function OutboxPage(props: { readonly tab: string | null; readonly itemId: OutboxItemId | null }) {
  const { t } = useI18n();
  const { itemId } = props;
  const tab = OUTBOX_TABS.find((known) => known === props.tab) ?? "waiting";
  const needsYou = useDeskState((state) => state.status?.counts.outboxNeedsPerson ?? 0);
  return (
    <section className={cx("page")} aria-label={t("outbox.title")}>
      <Tabs
        className={cx("tabs")}
        value={tab}
        keepMounted={false}
        onChange={(value) => {
          const next = OUTBOX_TABS.find((known) => known === value);
          if (next !== undefined) navigate({ page: "outbox", tab: next, itemId: null });
        }}
      >
        <header className={cx("head")}>
          {/* The top bar says it to the eye. */}
          <VisuallyHidden component="h1">{t("outbox.title")}</VisuallyHidden>
          <Tabs.List>
            {OUTBOX_TABS.map((value) => (
              <Tabs.Tab
                key={value}
                value={value}
                rightSection={
                  value === "needs" && needsYou > 0 ? (
                    <Badge size="sm" variant="light" color="yellow">
                      {needsYou}
                    </Badge>
                  ) : undefined
                }
              >
                {t(`outbox.tab.${value}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </header>
        <Tabs.Panel value={tab} className={cx("panel")}>
          <List key={tab} tab={tab} itemId={itemId} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function List({ tab, itemId }: { readonly tab: OutboxTab; readonly itemId: OutboxItemId | null }) {
  const { t } = useI18n();
  const list = useOutboxList(tab, itemId);
  const onAction = useOutboxCommands(list.take);
  const leave = useCallback(() => navigate({ page: "outbox", tab, itemId: null }, { replace: true }), [tab]);
  useListKeys({
    items: list.items,
    idOf: ({ id }) => id,
    chosenId: itemId,
    onChoose: ({ id }) => navigate({ page: "outbox", tab, itemId: id }, { replace: true }),
    onLeave: leave,
  });
  useEffect(() => {
    // Sent meanwhile, or moved on otherwise: nothing is chosen any more in this tab.
    if (itemId !== null && list.hasLeft) leave();
  }, [itemId, list.hasLeft, leave]);

  if (list.isStarting) {
    return (
      <Stack gap="xs" p="md" aria-busy>
        <Skeleton height={72} />
        <Skeleton height={72} />
      </Stack>
    );
  }
  if (list.items.length === 0 && list.error === undefined) {
    return (
      <EmptyState
        icon={<IconSend size={32} stroke={1.5} />}
        title={t(`outbox.empty.${tab}.title`)}
        text={t(`outbox.empty.${tab}.text`)}
        action={<FirstStep />}
      />
    );
  }
  return (
    <>
      <ul className={cx("list")} aria-label={t("outbox.list")}>
        {list.items.map((item) => (
          <OutboxRow key={item.id} item={item} isChosen={item.id === itemId} onAction={onAction} />
        ))}
      </ul>
      <div className={cx("foot")}>
        {list.error === undefined ? null : <span role="alert">{failureText(list.error, t)}</span>}
        {list.isComplete ? null : (
          <Button variant="default" onClick={list.loadMore}>
            {t(list.error === undefined ? "outbox.more" : "shell.tryAgain")}
          </Button>
        )}
      </div>
    </>
  );
}
