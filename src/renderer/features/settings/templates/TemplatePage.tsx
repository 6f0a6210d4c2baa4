import { Button, Group, Switch, TextInput, Title } from "@mantine/core";
import { useCallback, useState } from "react";
import { navigate, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { onDemand } from "#renderer/components/on-demand.tsx";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useTicketOf } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import { LeaveGuard } from "#renderer/components/workflow/editor/LeaveGuard.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { templateRoute } from "#renderer/state/template-routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { SaveBar } from "../channels/page/SaveBar.tsx";
import { PageFrame } from "../form/PageFrame.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";
import { MeanwhileNotice } from "./MeanwhileNotice.tsx";
import { ResetDialog } from "./ResetDialog.tsx";
import { SendTest } from "./SendTest.tsx";
import { SubjectField } from "./SubjectField.tsx";
import { TemplateBadges } from "./TemplateList.tsx";
import { TemplatePreview } from "./TemplatePreview.tsx";
import type { TemplateUser } from "./template-use.ts";
import { isReady, issuesOf, type TemplateWords, wordsOf } from "./template-words.ts";
import { UsedBy } from "./UsedBy.tsx";
import { useTemplateCommands } from "./use-template-commands.ts";
import { useTemplateDraft } from "./use-template-draft.ts";
import css from "./templates.module.css";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
const MAX_NAME = 120;

/** The editor's code comes when a template is opened. */
const BodyField = onDemand(() => import("./BodyField.tsx").then((part) => part.BodyField));

/** One template: its words on the left, what they would say on the right. Saved when the person says so; nothing unsaved is left without a question. */
export function TemplatePage(props: {
  /** Null: a new one. */
  readonly template: MailTemplateView | null;
  /** Somebody deleted it while it is open. */
  readonly isGone: boolean;
  readonly users: readonly TemplateUser[];
}) {
  const { template, isGone, users } = props;
  const { t } = useI18n();
  const mayChange = useMayChange();
  const toasts = useToasts();
  const commands = useTemplateCommands();
  const saving = useSaving();
  const [blank] = useState<TemplateWords>(() => ({
    name: t("mailTemplates.newName"),
    subject: "",
    body: "",
    html: false,
    marketing: false,
  }));
  const draft = useTemplateDraft(template === null ? null : wordsOf(template), blank);
  const [isComparing, setComparing] = useState(false);
  const [isLeft, setLeft] = useState(false);
  const { words } = draft;
  const isBuiltIn = template !== null && template.builtIn !== null;
  const issues = issuesOf(words);
  const isSendable = issues.subject === null && issues.body === null;
  const choice = useTicketOf(null);
  usePageTitle(words.name);

  const latest = useLatest({ isUnkept: draft.isChanged && !isLeft });
  const isUnkept = useCallback(() => latest().isUnkept, [latest]);

  const saveAsNew = async (): Promise<void> => {
    try {
      const made = await commands.create({ ...words, name: words.name.trim() });
      setLeft(true);
      // Once that is so.
      setTimeout(() => navigate(templateRoute(made.id)));
    } catch (error) {
      toasts.failed(error);
    }
  };
  const save = async (over?: TemplateWords): Promise<void> => {
    if (template === null) return saveAsNew();
    const from = over ?? draft.base;
    await saving.run(async () => {
      try {
        await draft.keep((kept) => commands.save(template.id, from, kept));
      } catch (error) {
        if (failureOf(error).code === "PD_DESK_CHANGED") setComparing(true);
        throw error;
      }
    });
  };
  return (
    <PageFrame
      path={[
        { label: t("settings.title"), route: SETTINGS },
        { label: t("mailTemplates.title"), route: templateRoute(null) },
      ]}
      title={
        <span className={cx("name")}>
          <Title order={1} dir="auto">
            {words.name.trim() || t("mailTemplates.newName")}
          </Title>
          {template === null ? null : <TemplateBadges template={template} />}
        </span>
      }
      tools={
        mayChange ? (
          <>
            <SendTest words={words} ticketId={choice.ticketId} isReady={isSendable} />
            {template === null || template.builtIn === null || isGone ? null : (
              <ResetDialog template={template} builtIn={template.builtIn} onDone={draft.show} />
            )}
          </>
        ) : undefined
      }
      guarded
    >
      <LeaveGuard isUnkept={isUnkept} text={t("mailTemplates.leave")} />
      <MeanwhileNotice
        draft={draft}
        isGone={isGone}
        isOpen={isComparing}
        onOpen={setComparing}
        onSaveOver={() => void save(draft.standOnTheirs())}
        onSaveAsNew={() => void saveAsNew()}
      />
      <div className={cx("columns")}>
        <div className={cx("form")}>
          <TextInput
            label={t("mailTemplates.name")}
            description={t("mailTemplates.name.text")}
            value={words.name}
            maxLength={MAX_NAME}
            disabled={!mayChange}
            error={issues.name === null ? null : t("mailTemplates.required")}
            onChange={(event) => draft.change({ name: event.currentTarget.value })}
          />
          <SubjectField
            value={words.subject}
            issues={issues.subject}
            disabled={!mayChange}
            onChange={(subject) => draft.change({ subject })}
          />
          <BodyField
            key={draft.shown}
            value={words}
            issues={issues.body}
            disabled={!mayChange}
            onChange={(body) => draft.change(body)}
          />
          <Switch
            label={t("mailTemplates.isMarketing")}
            description={t(isBuiltIn ? "mailTemplates.isMarketing.builtIn" : "mailTemplates.isMarketing.text")}
            checked={words.marketing}
            disabled={!mayChange || isBuiltIn}
            onChange={(event) => draft.change({ marketing: event.currentTarget.checked })}
          />
          {!mayChange ? null : template === null ? (
            <Group mt="xs">
              <Button disabled={!isReady(issues)} onClick={() => void saveAsNew()}>
                {t("mailTemplates.create")}
              </Button>
            </Group>
          ) : (
            <SaveBar
              isChanged={draft.isChanged}
              isReady={isReady(issues) && !isGone}
              saving={saving.state}
              onSave={() => (draft.theirs === null ? void save() : setComparing(true))}
              onDiscard={() => draft.show(draft.base)}
            />
          )}
          {template === null ? null : (
            <Section title={t("mailTemplates.usedBy")}>
              <UsedBy users={users} />
            </Section>
          )}
        </div>
        <TemplatePreview words={words} choice={choice} isReady={isSendable} />
      </div>
    </PageFrame>
  );
}
