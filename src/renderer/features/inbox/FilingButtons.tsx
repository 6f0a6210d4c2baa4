import { useMayWrite } from "#renderer/state/use-access.ts";
import { Button } from "@mantine/core";
import { IconArchive, IconArrowBackUp, IconTicketOff, IconUserCancel } from "@tabler/icons-react";
import type { FiledAs } from "#shared/model/conversation.ts";
import { useI18n } from "../../state/desk-context.tsx";

const AWAY = [
  { as: "archived", icon: IconArchive },
  { as: "not-a-ticket", icon: IconTicketOff },
  { as: "blocked", icon: IconUserCancel },
] as const satisfies readonly { as: FiledAs; icon: unknown }[];

/** What can be done with conversations that need no ticket; with those that were put away, to bring them back. */
export function FilingButtons(props: {
  readonly isFiled: boolean;
  readonly onFile: (as: FiledAs) => void;
  /** Where there is little room. */
  readonly isCompact?: true;
}) {
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  if (!mayWrite) return null;
  const size = props.isCompact ? { size: "compact-sm", px: 8 } : {};
  if (props.isFiled) {
    return (
      <Button
        variant="default"
        {...size}
        leftSection={<IconArrowBackUp size={14} />}
        onClick={() => props.onFile("inbox")}
      >
        {t("inbox.file.inbox")}
      </Button>
    );
  }
  return AWAY.map(({ as, icon: Icon }) => (
    <Button
      key={as}
      variant="default"
      {...size}
      title={t(`inbox.file.${as}.about`)}
      leftSection={<Icon size={14} />}
      onClick={() => props.onFile(as)}
    >
      {t(`inbox.file.${as}`)}
    </Button>
  ));
}
