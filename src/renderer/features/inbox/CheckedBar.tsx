import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import { MAX_RECIPIENTS } from "#shared/contract/outgoing.ts";
import type { ConversationView } from "#shared/contract/views.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import type { FiledAs } from "#shared/model/conversation.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { AnswerManyDialog } from "./AnswerManyDialog.tsx";
import css from "./CheckedBar.module.css";
import { FilingButtons } from "./FilingButtons.tsx";

const cx = classNamesOf(css);

/** Below the list while something of it is checked: what can be done with all of that at once. Above it, it would push the rows away. */
export function CheckedBar(props: {
  readonly checked: readonly ConversationView[];
  readonly isFiled: boolean;
  readonly onFile: (as: FiledAs) => void;
  readonly onUncheck: (ids: readonly ConversationId[]) => void;
}) {
  const { t } = useI18n();
  const { checked } = props;
  const [answering, setAnswering] = useState(false);
  // More would be a mailing.
  const isTooMany = checked.length > MAX_RECIPIENTS;
  return (
    <>
      {checked.length === 0 ? null : (
        <div className={cx("bar")} role="group" aria-label={t("inbox.withChecked")}>
          <Button
            variant="light"
            size="compact-sm"
            px={8}
            leftSection={<IconArrowBackUp size={14} />}
            disabled={isTooMany}
            title={isTooMany ? t("inbox.answerMany.tooMany", { most: MAX_RECIPIENTS }) : undefined}
            onClick={() => setAnswering(true)}
          >
            {t("inbox.answer")}
          </Button>
          <FilingButtons isCompact isFiled={props.isFiled} onFile={props.onFile} />
        </div>
      )}
      <AnswerManyDialog
        opened={answering}
        conversations={checked}
        onClose={() => setAnswering(false)}
        onPartlySent={props.onUncheck}
      />
    </>
  );
}
