import { ActionIcon, Badge, Button, Group, Modal, Stack, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { IconClockHour9, IconPencil, IconPlus, IconStar } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { FormContext, type FormOf } from "#renderer/components/workflow/form/form-context.tsx";
import { WeekFields } from "#renderer/components/workflow/panel/HoursField.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { isTimeZone, WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import type { WorkCalendarView } from "#shared/contract/sla.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import css from "./hours.module.css";
import { weekWords } from "./week-words.ts";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › Business hours: named calendars with their days off; the first are the desk's own. */
export function HoursSettings() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const calendars = useDeskState((state) => state.setup.workCalendars);
  const [opened, setOpened] = useState<WorkCalendarView | "new" | null>(null);
  usePageTitle(t("hours.title"));
  const add = (
    <Button leftSection={<IconPlus size={14} />} flex="none" disabled={!mayChange} onClick={() => setOpened("new")}>
      {t("hours.add")}
    </Button>
  );
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("hours.title")}</Title>}
      guarded
    >
      {calendars.length === 0 ? (
        <EmptyState
          icon={<IconClockHour9 size={32} stroke={1.5} />}
          title={t("hours.empty.title")}
          text={t("hours.text")}
          action={add}
        />
      ) : (
        <>
          <div className={cx("head")}>
            <p className={cx("text")}>{t("hours.text")}</p>
            {add}
          </div>
          <ul className={cx("list")}>
            {calendars.map((calendar, index) => (
              <CalendarRow
                key={calendar.id}
                calendar={calendar}
                isOwn={index === 0}
                ids={calendars.map(({ id }) => id)}
                onEdit={() => setOpened(calendar)}
              />
            ))}
          </ul>
        </>
      )}
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={opened === null || opened === "new" ? t("hours.new") : opened.name}
        closeButtonProps={{ "aria-label": t("shell.close") }}
        closeOnClickOutside={false}
      >
        {opened === null ? null : (
          <CalendarForm calendar={opened === "new" ? null : opened} onClose={() => setOpened(null)} />
        )}
      </Modal>
    </PageFrame>
  );
}

function CalendarRow(props: {
  readonly calendar: WorkCalendarView;
  readonly isOwn: boolean;
  readonly ids: readonly string[];
  readonly onEdit: () => void;
}) {
  const { calendar, isOwn, ids, onEdit } = props;
  const { t, language } = useI18n();
  const { client } = useDesk();
  const mayChange = useMayChange();
  const saving = useSaving();
  const { id, name, hours } = calendar;
  return (
    <li className={cx("row")}>
      <div className={cx("words")}>
        <span className={cx("name")}>{name}</span> {isOwn ? <Badge variant="light">{t("hours.own")}</Badge> : null}
        <p className={cx("week")}>
          {[weekWords(hours, language), hours.timeZone].filter((part) => part !== "").join(" · ")}
          {hours.holidays.length === 0 ? "" : ` · ${t("hours.holidays", { count: hours.holidays.length })}`}
        </p>
      </div>
      {mayChange ? (
        <Group gap={4} wrap="nowrap">
          <SavedMark state={saving.state} />
          {isOwn ? null : (
            <Tooltip label={t("hours.makeOwn", { name })}>
              <ActionIcon
                aria-label={t("hours.makeOwn", { name })}
                onClick={() =>
                  void saving.run(() =>
                    client.workCalendars.order({ ids: [id, ...ids.filter((other) => other !== id)] }),
                  )
                }
              >
                <IconStar size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={t("sla.open", { name })}>
            <ActionIcon aria-label={t("sla.open", { name })} onClick={onEdit}>
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      ) : null}
    </li>
  );
}

function CalendarForm({
  calendar,
  onClose,
}: {
  readonly calendar: WorkCalendarView | null;
  readonly onClose: () => void;
}) {
  const { t } = useI18n();
  const { client } = useDesk();
  const saving = useSaving();
  const [name, setName] = useState(calendar?.name ?? t("hours.office"));
  const [hours, setHours] = useState(
    () =>
      calendar?.hours ?? { timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone, ...WEEKDAYS_NINE_TO_FIVE },
  );
  const [isRemoving, setRemoving] = useState(false);
  const form = useMemo(
    (): FormOf => ({
      id: calendar?.id ?? "",
      isReadOnly: false,
      templates: new Set(),
      pipelineId: null,
      problems: [],
      onLeave: () => undefined,
    }),
    [calendar?.id],
  );
  const run = async (work: () => Promise<unknown>) => {
    if (await saving.run(work)) onClose();
  };
  const values = { name: name.trim(), hours };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(() =>
          calendar === null
            ? client.workCalendars.create(values)
            : client.workCalendars.update({ id: calendar.id, ...values }),
        );
      }}
    >
      <FormContext value={form}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t("hours.name")}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <WeekFields hours={hours} onChange={setHours} />
          {isRemoving ? <Text>{t("hours.remove.text")}</Text> : null}
          <Group justify="flex-end" gap="xs">
            {calendar === null ? null : (
              <Button
                variant={isRemoving ? "filled" : "subtle"}
                color={isRemoving ? "red.9" : "red"}
                mr="auto"
                onClick={() =>
                  isRemoving ? void run(() => client.workCalendars.remove({ id: calendar.id })) : setRemoving(true)
                }
              >
                {t(isRemoving ? "hours.remove.sure" : "sla.remove")}
              </Button>
            )}
            <SavedMark
              state={
                isRemoving && saving.state.kind === "failed"
                  ? { kind: "failed", text: t("hours.remove.inUse") }
                  : saving.state
              }
            />
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button
              type="submit"
              loading={saving.state.kind === "saving" && !isRemoving}
              disabled={values.name === "" || !isTimeZone(hours.timeZone) || isRemoving}
            >
              {t("sla.save")}
            </Button>
          </Group>
        </Stack>
      </FormContext>
    </form>
  );
}
