import { Button, Checkbox, Switch } from "@mantine/core";
import { IconArrowDown, IconArrowsMove, IconArrowUp, IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";
import { describeArm } from "#shared/automation/describe/describe.ts";
import { words } from "#shared/automation/describe/words.ts";
import { neighbourPlace } from "#shared/automation/edit-steps/edit.ts";
import { answersOnlyCustomers } from "#shared/automation/steps/send-email.ts";
import { isAction, isBranch, kindOf, schemaOf, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { armNodeId } from "../editor/flow-graph.ts";
import { KindIcon } from "../KindIcon.tsx";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { Fields } from "../form/FieldView.tsx";
import type { Values } from "../form/field-props.ts";
import { fieldsOf, withValue } from "../form/fields.ts";
import { StepComments } from "../comments/StepComments.tsx";
import { MailPreview } from "../preview/MailPreview.tsx";
import { Panel } from "./Panel.tsx";
import { TemplateLink } from "./TemplateLink.tsx";
import css from "./Panel.module.css";

const cx = classNamesOf(css);

/** What a step does, as a form made of its kind's schema. */
export function StepPanel({ step }: { readonly step: Step }) {
  const { t } = useI18n();
  const { say } = useWords();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const kind = kindOf(step);
  const fields = useMemo(() => fieldsOf(schemaOf(step.type)), [step.type]);
  const templates = useMemo(() => new Set(kind.templates(step).map(({ field }) => field)), [kind, step]);
  return (
    <Panel boxId={step.id} title={say(words(kind.label))} icon={<KindIcon icon={kind.icon} />} templates={templates}>
      <Fields
        fields={fields}
        values={step as unknown as Values}
        onChange={(values, field) => editor.changeStep(values as unknown as Step, field)}
      />
      <TemplateLink step={step} />
      {isBranch(step) ? <Arms branch={step} /> : null}
      <AlsoMadeByUsers step={step} />
      {isAction(step) ? (
        <Switch
          label={t("workflows.goOnAfterFailure")}
          description={t("workflows.goOnAfterFailure.text")}
          checked={step.onFailure === "go-on"}
          disabled={!mayEdit}
          onChange={(event) => {
            const { onFailure: _before, ...rest } = step;
            editor.changeStep(event.currentTarget.checked ? { ...rest, onFailure: "go-on" } : rest);
          }}
        />
      ) : null}
      <MailPreview step={step} />
      <StepComments stepId={step.id} />
      {mayEdit ? <StepActions step={step} /> : null}
    </Panel>
  );
}

/** Asked where it says something: of the mail that tells that a ticket arrived, on a status card. */
function AlsoMadeByUsers({ step }: { readonly step: Step }) {
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const origin = useDeskState((state) => state.setup.workflows.find(({ id }) => id === editor.id)?.origin);
  if (origin !== "stage" || step.type !== "send-email" || !answersOnlyCustomers(step)) return null;
  return (
    <Checkbox
      label={t("cards.alsoMadeByUsers")}
      description={t("cards.alsoMadeByUsers.text")}
      checked={step.alsoMadeByUsers === true}
      disabled={!mayEdit}
      onChange={(event) =>
        editor.changeStep(withValue(step, "alsoMadeByUsers", event.currentTarget.checked || undefined))
      }
    />
  );
}

function Arms({ branch }: { readonly branch: BranchStep }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.arms")}</h3>
      <ul className={cx("arms")}>
        {armsOf(branch).map(({ id }) => (
          <li key={id ?? ""}>
            <Button
              variant="default"
              fullWidth
              justify="flex-start"
              onClick={() => {
                editor.choose(armNodeId(branch.id, id));
                editor.openPanel("chosen");
              }}
            >
              {branch.arms.find((arm) => arm.id === id)?.name || say(describeArm(branch, id, names))}
            </Button>
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <div>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => editor.addArm(branch)}
          >
            {t("workflows.addArm")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function StepActions({ step }: { readonly step: Step }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const editor = useEditor();
  const steps = useEditorState((state) => state.history.draft.definition.steps);
  const actions = [
    {
      key: "up",
      label: t("workflows.moveUp"),
      icon: IconArrowUp,
      isOff: neighbourPlace(steps, step.id, -1) === null,
      run: () => editor.moveBy(step.id, -1),
    },
    {
      key: "down",
      label: t("workflows.moveDown"),
      icon: IconArrowDown,
      isOff: neighbourPlace(steps, step.id, 1) === null,
      run: () => editor.moveBy(step.id, 1),
    },
    {
      key: "move",
      label: t("workflows.moveElsewhere"),
      icon: IconArrowsMove,
      isOff: false,
      run: () => editor.beginMoving(step.id),
    },
    {
      key: "copy",
      label: t("workflows.copy"),
      icon: IconCopy,
      isOff: false,
      run: () =>
        void navigator.clipboard
          .writeText(editor.copy(step.id) ?? "")
          // A browser may refuse it; the key goes another way.
          .catch(() => toasts.failed(null, { title: t("workflows.notCopied"), text: t("workflows.notCopied.text") })),
    },
    {
      key: "delete",
      label: t("workflows.delete"),
      icon: IconTrash,
      isOff: false,
      run: () => editor.askDelete(step.id),
    },
  ] as const;
  return (
    <div className={cx("section")}>
      <div className={cx("actions")}>
        {actions.map(({ key, label, icon: Icon, isOff, run }) => (
          <Button
            key={key}
            variant="default"
            size="compact-xs"
            leftSection={<Icon size={14} />}
            disabled={isOff}
            {...(key === "delete" ? { color: "red", variant: "light" } : {})}
            onClick={run}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
