import { Button, Group, Modal } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";

/** A picture in full, with the way to keep it. */
export function ImagePreview(props: {
  /** `url` is a blob address; whoever made it revokes it. */
  readonly preview: { readonly name: string; readonly url: string } | null;
  readonly onSave: () => void;
  readonly onClose: () => void;
}) {
  const { preview } = props;
  const { t } = useI18n();
  return (
    <Modal
      opened={preview !== null}
      onClose={props.onClose}
      title={preview?.name}
      size="auto"
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {preview === null ? null : (
        <>
          <img
            src={preview.url}
            alt={preview.name}
            style={{ display: "block", maxWidth: "min(80vw, 72rem)", maxHeight: "66vh", margin: "0 auto" }}
          />
          <Group justify="flex-end" mt="md">
            <Button leftSection={<IconDownload size={15} />} variant="default" onClick={props.onSave}>
              {t("ticket.attachment.save")}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
