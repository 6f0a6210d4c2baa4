import { Button, MultiSelect, NumberInput, TagsInput, TextInput } from "@mantine/core";
import { IconArrowsSplit2, IconTrash } from "@tabler/icons-react";
import { renameArm } from "#shared/automation/edit-steps/edit.ts";
import { type BranchStep } from "#shared/automation/steps/step.ts";
import { StepOutcome } from "#shared/model/run.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { valueChoices, type PropertySays } from "../form/choices.ts";
import { FilterField } from "../form/FilterField.tsx";
import { MatchingNow } from "../form/MatchingNow.tsx";
import { useFieldWords } from "../form/form-context.tsx";
import { useDocuments } from "../form/use-documents.ts";
import { Panel } from "./Panel.tsx";
import css from "./Panel.module.css";

const cx = classNamesOf(css);

/** When an arm of a branch is taken, and what it is called; null: otherwise. */
export function ArmPanel(props: {
  readonly branch: BranchStep;
  readonly armId: string | null;
  readonly boxId: string;
}) {
  const { branch, armId } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const businessHours = useEditorState((state) => state.history.draft.definition.businessHours);
  const index = branch.arms.findIndex(({ id }) => id === armId);
  const arm = branch.arms[index];
  const put = (changes: object, field: string | null): void => {
    const arms = branch.arms.map((one, at) => (at === index ? { ...one, ...changes } : one));
    editor.changeStep({ ...branch, arms } as BranchStep, field);
  };
  return (
    <Panel
      boxId={props.boxId}
      title={t(arm === undefined ? "workflows.otherwise" : "workflows.armTitle")}
      icon={<IconArrowsSplit2 size={18} stroke={1.75} aria-hidden />}
    >
      {arm === undefined ? (
        <p className={cx("text")}>{t("workflows.otherwise.text")}</p>
      ) : (
        <>
          <TextInput
            label={t("workflows.armName")}
            description={t("workflows.armName.text")}
            disabled={!mayEdit}
            maxLength={120}
            value={arm.name}
            onBlur={editor.leaveField}
            onChange={(event) => {
              const [operation] = renameArm(branch, arm.id, event.currentTarget.value).operations;
              if (operation?.kind === "replace") editor.changeStep(operation.step, `arms.${arm.id}.name`);
            }}
          />
          {"filter" in arm ? (
            <>
              <FilterField
                filter={arm.filter}
                path="filter"
                onChange={(filter, field) => put({ filter }, field && `arms.${arm.id}.${field}`)}
              />
              <MatchingNow question={{ pipelineId, filter: arm.filter, businessHours }} />
            </>
          ) : null}
          {"values" in arm ? (
            <ValuesInput branch={branch} values={arm.values} onChange={(values) => put({ values }, null)} />
          ) : null}
          {"weight" in arm ? (
            <NumberInput
              label={t("workflows.weight")}
              disabled={!mayEdit}
              min={1}
              max={1000}
              allowDecimal={false}
              value={arm.weight}
              onBlur={editor.leaveField}
              onChange={(weight) => typeof weight === "number" && put({ weight }, `arms.${arm.id}.weight`)}
            />
          ) : null}
          {mayEdit ? (
            <div className={cx("section")}>
              <div className={cx("actions")}>
                <Button
                  variant="light"
                  color="red"
                  size="compact-xs"
                  leftSection={<IconTrash size={14} />}
                  onClick={() => editor.removeArm(branch, arm.id)}
                >
                  {t("workflows.removeArm")}
                </Button>
              </div>
            </div>
          ) : null}
        </>
      )}
    </Panel>
  );
}

const OUTCOMES = StepOutcome.options.map(({ shape }) => shape.kind.value);

function ValuesInput(props: {
  readonly branch: BranchStep;
  readonly values: string[];
  readonly onChange: (values: string[]) => void;
}) {
  const { branch, values, onChange } = props;
  const { say, names } = useWords();
  const documents = useDocuments();
  const words = useFieldWords();
  const { t } = useI18n();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const says: PropertySays = { say, names, documents };
  const choices =
    branch.type === "branch-outcome"
      ? OUTCOMES.map((outcome) => ({ value: outcome as string, label: words.outcome(outcome) }))
      : branch.type === "branch-value"
        ? valueChoices(branch.object, branch.property, says)
        : null;
  const common = {
    label: t("workflows.armValues"),
    disabled: !mayEdit,
    value: values,
    onChange,
    error: values.length === 0 ? t("workflows.required") : null,
  };
  return choices === null ? (
    <TagsInput {...common} splitChars={[","]} />
  ) : (
    <MultiSelect {...common} searchable data={choices} />
  );
}
