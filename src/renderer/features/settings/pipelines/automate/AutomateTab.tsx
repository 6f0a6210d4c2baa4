import { Accordion } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { SectionLevel } from "../../form/Section.tsx";
import { StatusCards } from "./cards/StatusCards.tsx";
import { CloseDate } from "./CloseDate.tsx";
import { ConnectedChannels } from "./ConnectedChannels.tsx";
import { EmailStatus } from "./EmailStatus.tsx";
import { RepliesToClosed } from "./RepliesToClosed.tsx";
import css from "./AutomateTab.module.css";
import { classNamesOf } from "#renderer/components/class-names.ts";

const cx = classNamesOf(css);

/**
 * A1: *Template automations* and *Create workflows from scratch*, both collapsible.
 * @rule A1
 */
export function AutomateTab({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  return (
    <Accordion
      multiple
      order={2}
      defaultValue={["templates", "scratch"]}
      variant="separated"
      mt="md"
      classNames={{ content: cx("content"), control: cx("control") }}
    >
      <Accordion.Item value="templates">
        <Accordion.Control>{t("settings.automate.templates")}</Accordion.Control>
        <Accordion.Panel>
          <SectionLevel value={3}>
            <ConnectedChannels pipeline={pipeline} />
            <CloseDate pipeline={pipeline} />
            <EmailStatus pipeline={pipeline} />
            <RepliesToClosed pipeline={pipeline} />
          </SectionLevel>
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="scratch">
        <Accordion.Control>{t("settings.automate.scratch")}</Accordion.Control>
        <Accordion.Panel>
          <SectionLevel value={3}>
            <StatusCards pipeline={pipeline} />
          </SectionLevel>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
