import { ActionIcon, Button, Input, Menu, Stack } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { KindIcon } from "#renderer/components/workflow/KindIcon.tsx";
import { Fields } from "#renderer/components/workflow/form/FieldView.tsx";
import { fieldsOf } from "#renderer/components/workflow/form/fields.ts";
import { FormContext, type FormOf } from "#renderer/components/workflow/form/form-context.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { words } from "#shared/automation/describe/words.ts";
import { MACRO_STEP_TYPES, type MacroStep } from "#shared/automation/documents/macro.ts";
import { MAX_MACRO_STEPS } from "#shared/automation/limits.ts";
import { kindOf, schemaOf, STEP_KINDS } from "#shared/automation/steps/step.ts";
import { PipelineId, StageId, StepId, UserId, WorkflowId } from "#shared/model/ids.ts";
import css from "../form/list.module.css";

const cx = classNamesOf(css);

/** The steps of a macro in their order, each with the form that it has in a workflow. */
export function MacroSteps(props: {
  readonly steps: readonly MacroStep[];
  readonly disabled: boolean;
  readonly onChange: (steps: MacroStep[]) => void;
}) {
  const { steps, disabled, onChange } = props;
  const { t } = useI18n();
  const { say } = useWords();
  const make = useNewStep(steps);
  const move = (from: number, to: number): void => {
    const next = [...steps];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  return (
    <Stack gap="xs">
      <Input.Label component="span">{t("macros.steps")}</Input.Label>
      {steps.map((step, position) => (
        <div key={step.id} className={cx("step")} role="group" aria-label={say(words(kindOf(step).label))}>
          <KindIcon icon={kindOf(step).icon} />
          <StepForm
            step={step}
            disabled={disabled}
            onChange={(changed) => onChange(steps.map((one) => (one.id === step.id ? changed : one)))}
          />
          <ActionIcon
            size="sm"
            aria-label={t("macros.up")}
            disabled={disabled || position === 0}
            onClick={() => move(position, position - 1)}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={t("macros.down")}
            disabled={disabled || position === steps.length - 1}
            onClick={() => move(position, position + 1)}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={t("macros.removeStep")}
            disabled={disabled}
            onClick={() => onChange(steps.filter(({ id }) => id !== step.id))}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </div>
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            disabled={disabled || steps.length >= MAX_MACRO_STEPS}
            style={{ alignSelf: "flex-start" }}
          >
            {t("macros.addStep")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MACRO_STEP_TYPES.map((type) => (
            <Menu.Item
              key={type}
              leftSection={<KindIcon icon={STEP_KINDS[type].icon} />}
              onClick={() => onChange([...steps, make(type)])}
            >
              {say(words(STEP_KINDS[type].label))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  );
}

function StepForm(props: {
  readonly step: MacroStep;
  readonly disabled: boolean;
  readonly onChange: (step: MacroStep) => void;
}) {
  const { step, disabled } = props;
  const { say } = useWords();
  const fields = useMemo(() => fieldsOf(schemaOf(step.type)), [step.type]);
  const form = useMemo<FormOf>(
    () => ({
      id: step.id,
      isReadOnly: disabled,
      templates: new Set(
        kindOf(step)
          .templates(step)
          .map(({ field }) => field),
      ),
      pipelineId: null,
      problems: [],
      onLeave: () => undefined,
    }),
    [step, disabled],
  );
  return (
    <FormContext value={form}>
      <div className={cx("fields")}>
        <strong>{say(words(kindOf(step).label))}</strong>
        <Fields fields={fields} values={step} onChange={(values) => props.onChange(values as unknown as MacroStep)} />
      </div>
    </FormContext>
  );
}

/** A step as the workflow editor puts it in, with an id that no other has. */
function useNewStep(steps: readonly MacroStep[]): (type: MacroStep["type"]) => MacroStep {
  const setup = useDeskState((state) => state.setup);
  const meId = useDeskState((state) => state.status?.me.id);
  return (type) => {
    const taken = new Set(steps.map(({ id }) => id));
    let number = steps.length + 1;
    while (taken.has(StepId.parse(`step-${number}`))) number += 1;
    const [pipeline] = setup.pipelines;
    const offer = {
      pipelineId: pipeline?.id ?? PipelineId.parse("none"),
      stageId: pipeline?.stages.at(-1)?.id ?? StageId.parse("none"),
      userId: meId ?? UserId.parse("none"),
      workflowId:
        setup.workflows.find(({ origin }) => origin === "user")?.id ??
        setup.workflows[0]?.id ??
        WorkflowId.parse("none"),
      stepId: StepId.parse("none"),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    return { ...STEP_KINDS[type].defaults(offer), id: StepId.parse(`step-${number}`) };
  };
}
