import { UPDATE_FAILURES, type UpdateFailure } from "#shared/contract/desktop/updates.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** What was found wrong with a feed or a file, by our own rules. */
export function updateError(why: UpdateFailure, message: string, cause?: unknown): PipedeskError {
  return new PipedeskError("PD_UPDATE_REFUSED", message, { details: { reason: why }, cause });
}

/** Codes of Node, of Chromium's network and of electron-updater, and what they mean for a person. */
const BY_CODE: Readonly<Record<string, UpdateFailure>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EACCES: "not-writable",
  EPERM: "not-writable",
  EROFS: "not-writable",
  ENOTDIR: "not-writable",
  ERR_CHECKSUM_MISMATCH: "wrong-checksum",
  ERR_UPDATER_INVALID_SIGNATURE: "wrong-signature",
  ERR_UPDATER_INVALID_UPDATE_INFO: "not-a-feed",
  ERR_UPDATER_INVALID_VERSION: "not-a-feed",
  ERR_UPDATER_NO_CHECKSUM: "not-a-feed",
  ERR_UPDATER_NO_FILES_PROVIDED: "not-a-feed",
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: "not-there",
  HTTP_ERROR_404: "not-there",
  HTTP_ERROR_410: "not-there",
};
/** Chromium names its failures in the message. */
const BY_WORDS: readonly (readonly [RegExp, UpdateFailure])[] = [
  [/status (?:404|410)\b/u, "not-there"],
  [/net::ERR_(?:UNSAFE_REDIRECT|CERT_|SSL_|INVALID_URL|UNKNOWN_URL_SCHEME)/u, "unsafe-address"],
  [
    /net::ERR_(?:TIMED_OUT|CONNECTION_TIMED_OUT|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED)/u,
    "no-answer",
  ],
  [/net::ERR_/u, "offline"],
  [/has been aborted by the server|status 5\d\d\b|HTTP_ERROR_5/u, "no-answer"],
];

/** What a failure means for a person, whoever threw it. */
export function failureOf(error: unknown): { readonly why: UpdateFailure; readonly detail: string } {
  const detail = error instanceof Error ? firstLine(error.message) : firstLine(String(error));
  if (error instanceof PipedeskError && error.code === "PD_UPDATE_REFUSED")
    return { why: UPDATE_FAILURES.find((why) => why === error.details.reason) ?? "unknown", detail };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const byCode = BY_CODE[code] ?? (code.startsWith("HTTP_ERROR_5") ? "no-answer" : undefined);
  return { why: byCode ?? BY_WORDS.find(([words]) => words.test(detail))?.[1] ?? "unknown", detail };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
