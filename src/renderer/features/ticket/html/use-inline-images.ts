import { useEffect, useMemo, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { fetchAttachment } from "../message/downloads.ts";
import { normalContentId } from "#renderer/components/mail-html/addresses.ts";
import { MAX_INLINE_IMAGE_BYTES, MAX_INLINE_IMAGES } from "#renderer/components/mail-html/limits.ts";

/** Content-ID → blob address; null while pictures that the mail shows are on their way. Those that can't be had are left out. */
export type InlineImages = ReadonlyMap<string, string> | null;

const NONE: ReadonlyMap<string, string> = new Map();

export function useInlineImages(message: MessageView, html: string): InlineImages {
  const { client } = useDesk();
  const wanted = useMemo(() => inlineAttachments(message, html), [message, html]);
  const [loaded, setLoaded] = useState<{ readonly of: typeof wanted; readonly urls: ReadonlyMap<string, string> }>();

  useEffect(() => {
    if (wanted.length === 0) return undefined;
    const cancelled = new AbortController();
    const urls = new Map<string, string>();
    const loads = wanted.map(async ({ contentId, blobId, contentType }) => {
      const blob = await fetchAttachment(client.messages, message.id, blobId, cancelled.signal);
      if (cancelled.signal.aborted) return;
      urls.set(contentId, URL.createObjectURL(new Blob([blob], { type: contentType })));
    });
    void Promise.allSettled(loads).then(() => {
      if (!cancelled.signal.aborted) setLoaded({ of: wanted, urls });
    });
    return () => {
      cancelled.abort();
      for (const url of urls.values()) URL.revokeObjectURL(url);
    };
  }, [client, message.id, wanted]);

  if (wanted.length === 0) return NONE;
  return loaded?.of === wanted ? loaded.urls : null;
}

type Attachment = MessageView["attachments"][number];
type Inline = { readonly contentId: string } & Pick<Attachment, "blobId" | "contentType">;

/** The attachments that the HTML shows by `cid:`. Pure. */
export function inlineAttachments(message: Pick<MessageView, "attachments">, html: string): Inline[] {
  const named = new Set([...html.matchAll(CID)].map((match) => normalContentId(match[1] ?? "").toLowerCase()));
  if (named.size === 0) return [];
  return message.attachments
    .filter(isDrawable)
    .map(({ contentId, blobId, contentType }) => ({ contentId: normalContentId(contentId), blobId, contentType }))
    .filter(({ contentId }) => named.has(contentId.toLowerCase()))
    .slice(0, MAX_INLINE_IMAGES);
}

/** What is listed beside an HTML mail: all that its frame does not show, whatever the mail says of it. Pure. */
export function listedBesideHtml(attachments: readonly Attachment[]): Attachment[] {
  const shown = new Set(attachments.filter((file) => file.inline && isDrawable(file)).slice(0, MAX_INLINE_IMAGES));
  return attachments.filter((file) => !shown.has(file));
}

function isDrawable<File extends Pick<Attachment, "contentId" | "contentType" | "sizeBytes">>(
  file: File,
): file is File & { contentId: string } {
  return file.contentId !== null && file.contentType.startsWith("image/") && file.sizeBytes <= MAX_INLINE_IMAGE_BYTES;
}

const CID = /cid:([^"'\s)<>]{1,500})/giu;
