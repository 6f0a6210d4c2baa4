import { Button, Group, Modal } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { saveBlob } from "./downloads.ts";

/** `url` is a blob address of the same bytes; whoever made it revokes it. */
export type Preview = { readonly name: string; readonly blob: Blob; readonly url: string };

/** A picture in full, with the way to keep it. */
export function ImagePreview(props: { readonly preview: Preview | null; readonly onClose: () => void }) {
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
            <Button
              leftSection={<IconDownload size={15} />}
              variant="default"
              onClick={() => saveBlob(preview.blob, preview.name)}
            >
              {t("ticket.attachment.save")}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
