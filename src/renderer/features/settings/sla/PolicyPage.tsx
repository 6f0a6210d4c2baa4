import { Anchor, Button, Group, MultiSelect, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { z } from "zod";
import { hrefOf, navigate, type Route } from "#renderer/state/routes.ts";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { FilterField } from "#renderer/components/workflow/form/FilterField.tsx";
import { FormContext, type FormOf } from "#renderer/components/workflow/form/form-context.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { SlaPolicyView } from "#shared/contract/sla.ts";
import { StageId } from "#shared/model/ids.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";
import { policyRoute } from "./policy-route.ts";
import { policySentence } from "./policy-sentence.ts";
import { TargetsField } from "./TargetsField.tsx";

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
const HOURS: Route = { page: "settings", section: "hours", id: null, tab: null };
const MINUTE_MS = 60_000;
const WARN_PERCENTS = [50, 75, 80, 90];
/** What a policy's conditions may ask about: what a ticket is known by all the time. */
const OBJECTS: ReadonlySet<string> = new Set(["ticket", "contact", "company"]);

type Values = Omit<SlaPolicyView, "id" | "kind" | "order" | "createdAtEpochMs">;

/** A policy: whose it is, what it promises, which time counts. @param policy null: it is being made */
export function PolicyPage({ policy }: { readonly policy: SlaPolicyView | null }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const mayChange = useMayChange();
  const saving = useSaving();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const calendars = useDeskState((state) => state.setup.workCalendars);
  const [values, setValues] = useState<Values>(() => valuesOf(policy, t("sla.new")));
  const [isRemoving, setRemoving] = useState(false);
  const set = (changes: Partial<Values>) => setValues((before) => ({ ...before, ...changes }));
  usePageTitle(policy?.name ?? t("sla.new"));
  const form = useMemo(
    (): FormOf => ({
      id: policy?.id ?? "",
      isReadOnly: !mayChange,
      templates: new Set(),
      pipelineId: null,
      objects: OBJECTS,
      problems: [],
      onLeave: () => undefined,
    }),
    [policy?.id, mayChange],
  );
  const run = async (work: () => Promise<unknown>) => {
    if (await saving.run(work)) navigate(policyRoute(null));
  };
  const save = () =>
    void run(() =>
      policy === null ? client.slaPolicies.create(values) : client.slaPolicies.update({ id: policy.id, ...values }),
    );
  const stages = pipelines.map(({ name, stages: all }) => ({
    group: name,
    items: all.filter(({ kind }) => kind === "open").map(({ id, name: label }) => ({ value: id as string, label })),
  }));
  return (
    <PageFrame
      path={[
        { label: t("settings.title"), route: SETTINGS },
        { label: t("sla.title"), route: policyRoute(null) },
      ]}
      title={<Title order={1}>{policy?.name ?? t("sla.new")}</Title>}
      guarded
    >
      <FormContext value={form}>
        <Stack gap="xs" maw={760}>
          <TextInput
            label={t("sla.field.name")}
            maxLength={120}
            disabled={!mayChange}
            value={values.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Section title={t("sla.conditions")} text={t("sla.conditions.text")}>
            <FilterField filter={values.filter} path="filter" onChange={(filter) => set({ filter })} />
          </Section>
          <Section title={t("sla.targets")} text={t("sla.targets.text")}>
            <TargetsField targets={values.targets} isReadOnly={!mayChange} onChange={(targets) => set({ targets })} />
          </Section>
          <Section title={t("sla.hours")}>
            <Stack gap="sm">
              <Select
                aria-label={t("sla.hours")}
                disabled={!mayChange}
                allowDeselect={false}
                data={[
                  { value: "always", label: t("sla.hours.always") },
                  { value: "desk", label: t("sla.hours.desk") },
                  ...calendars.map(({ id, name }) => ({ value: `calendar ${id}`, label: name })),
                ]}
                value={values.hours.kind === "calendar" ? `calendar ${values.hours.calendarId}` : values.hours.kind}
                onChange={(next) => set({ hours: hoursOf(next) })}
              />
              {values.hours.kind === "desk" && calendars.length === 0 ? (
                <Text size="xs" c="dimmed">
                  {t("sla.hours.deskNone")} <Anchor href={hrefOf(HOURS)}>{t("sla.hours.deskNone.link")}</Anchor>
                </Text>
              ) : null}
              <MultiSelect
                searchable
                label={t("sla.pausing")}
                description={t("sla.pausing.text")}
                disabled={!mayChange}
                data={stages}
                value={values.pausingStageIds}
                onChange={(ids) => set({ pausingStageIds: z.array(StageId).parse(ids) })}
              />
              <Select
                label={t("sla.warning")}
                disabled={!mayChange}
                allowDeselect={false}
                data={[
                  { value: "", label: t("sla.warning.none") },
                  ...percentsWith(values.warning).map((percent) => ({
                    value: String(percent),
                    label: t("sla.warning.percent", { percent }),
                  })),
                ]}
                value={values.warning?.kind === "percent" ? String(values.warning.percent) : ""}
                onChange={(next) => set({ warning: next ? { kind: "percent", percent: Number(next) } : null })}
              />
            </Stack>
          </Section>
          <Section title={t("sla.says")}>
            <Text aria-live="polite">
              {policySentence(values, calendars, t, (minutes) => formatDuration(minutes * MINUTE_MS, language))}
            </Text>
          </Section>
          {isRemoving ? <Text>{t("sla.remove.text")}</Text> : null}
          <Group justify="flex-end" gap="xs">
            {policy === null || !mayChange ? null : (
              <Button
                variant={isRemoving ? "filled" : "subtle"}
                color={isRemoving ? "red.9" : "red"}
                mr="auto"
                onClick={() =>
                  isRemoving ? void run(() => client.slaPolicies.remove({ id: policy.id })) : setRemoving(true)
                }
              >
                {t(isRemoving ? "sla.remove.sure" : "sla.remove")}
              </Button>
            )}
            <SavedMark state={saving.state} />
            <Button component="a" variant="default" href={hrefOf(policyRoute(null))}>
              {t("shell.cancel")}
            </Button>
            <Button
              disabled={!mayChange || values.name.trim() === "" || isRemoving}
              loading={saving.state.kind === "saving"}
              onClick={save}
            >
              {t("sla.save")}
            </Button>
          </Group>
        </Stack>
      </FormContext>
    </PageFrame>
  );
}

function hoursOf(value: string | null): Values["hours"] {
  if (value === null || value === "always") return { kind: "always" };
  return value === "desk" ? { kind: "desk" } : { kind: "calendar", calendarId: value.slice("calendar ".length) };
}

function percentsWith(warning: Values["warning"]): number[] {
  const own = warning?.kind === "percent" ? [warning.percent] : [];
  return Array.from(new Set([...WARN_PERCENTS, ...own])).toSorted((a, b) => a - b);
}

function valuesOf(policy: SlaPolicyView | null, name: string): Values {
  if (policy !== null) {
    const { enabled, filter, targets, hours, pausingStageIds, warning } = policy;
    return { name: policy.name, enabled, filter, targets, hours, pausingStageIds, warning };
  }
  const nothing = { minutes: null, byPriority: {} };
  return {
    name,
    enabled: true,
    filter: { match: "all", parts: [] },
    targets: { firstAnswer: { minutes: 240, byPriority: { urgent: 60 } }, nextAnswer: nothing, close: nothing },
    hours: { kind: "desk" },
    pausingStageIds: [],
    warning: { kind: "percent", percent: 75 },
  };
}
