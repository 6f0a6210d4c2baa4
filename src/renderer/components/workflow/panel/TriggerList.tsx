import { ActionIcon, Select } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { words } from "#shared/automation/describe/words.ts";
import { TRIGGER_CATEGORIES } from "#shared/automation/triggers/kind.ts";
import { TRIGGER_KINDS, triggerSchemaOf, type Trigger, type TriggerType } from "#shared/automation/triggers/trigger.ts";
import { MAX_TRIGGERS } from "#shared/automation/limits.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { KindIcon } from "../KindIcon.tsx";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { Fields } from "../form/FieldView.tsx";
import type { Values } from "../form/field-props.ts";
import { fieldsOf } from "../form/fields.ts";
import css from "./Panel.module.css";

const cx = classNamesOf(css);
const TYPES = Object.keys(TRIGGER_KINDS) as TriggerType[];

/** What sets the workflow off: any of these. */
export function TriggerList() {
  const { t } = useI18n();
  const editor = useEditor();
  const { say } = useWords();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const triggers = useEditorState((state) => state.history.draft.definition.triggers);
  const put = (next: Trigger[], field: string | null = null) => editor.change({ triggers: next }, field);
  const kinds = TRIGGER_CATEGORIES.map((category) => ({
    group: say(words(`words.triggerCategory.${category}`)),
    items: TYPES.filter((type) => TRIGGER_KINDS[type].category === category).map((type) => ({
      value: type as string,
      label: say(words(TRIGGER_KINDS[type].label)),
    })),
  }));
  return (
    <>
      {triggers.map((trigger, index) => (
        <div key={trigger.id} className={cx("card")}>
          <div className={cx("row")}>
            <Select
              searchable
              aria-label={t("workflows.trigger")}
              leftSection={<KindIcon icon={TRIGGER_KINDS[trigger.type].icon} size={15} />}
              disabled={!mayEdit}
              data={kinds}
              value={trigger.type}
              onChange={(type) =>
                type !== null &&
                type !== trigger.type &&
                put(triggers.with(index, editor.newTrigger(type as TriggerType, trigger.id)))
              }
            />
            {/* One is needed. */}
            {mayEdit && triggers.length > 1 ? (
              <ActionIcon aria-label={t("workflows.removeTrigger")} onClick={() => put(triggers.toSpliced(index, 1))}>
                <IconTrash size={15} />
              </ActionIcon>
            ) : null}
          </div>
          <Fields
            fields={fieldsOf(triggerSchemaOf(trigger.type))}
            values={trigger as unknown as Values}
            path={`triggers.${index}`}
            onChange={(values, field) => put(triggers.with(index, values as unknown as Trigger), field)}
          />
        </div>
      ))}
      {mayEdit && triggers.length < MAX_TRIGGERS ? (
        <Select
          searchable
          aria-label={t("workflows.addTrigger")}
          placeholder={t("workflows.addTrigger")}
          data={kinds}
          value={null}
          onChange={(type) => type !== null && put([...triggers, editor.newTrigger(type as TriggerType, null)])}
        />
      ) : null}
    </>
  );
}
